package io.redisfailover.bench.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One hostile peer: it connects, carries its attack out move by move, and comes back when it was
 * closed. It never waits for the other end. Used by one thread.
 */
final class HostilePeer implements AutoCloseable {
  /** Before it comes back after it was closed or refused. */
  private static final Duration BEFORE_RETURN = Duration.ofSeconds(1);

  /** What the kernel takes for a peer that reads nothing, so that the rest stays with the proxy. */
  private static final int UNREAD_BYTES = 4096;

  private static final Duration CONNECTING = Duration.ofMillis(10);

  private final Attack attack;
  private final Port port;
  private final InetSocketAddress address;
  private final ByteBuffer read = ByteBuffer.allocate(4096);
  private @Nullable SocketChannel channel;
  private @Nullable ByteBuffer unsent;
  private int connections;
  private int closedByTheOtherEnd;
  private long bytes;
  private int moves;

  /**
   * A peer that is not connected yet.
   *
   * @param attack what it does
   * @param port at which port
   * @param address where that is
   */
  HostilePeer(Attack attack, Port port, InetSocketAddress address) {
    this.attack = attack;
    this.port = port;
    this.address = address;
  }

  /** {@return what it does} */
  Attack attack() {
    return attack;
  }

  /** {@return how many connections it has opened} */
  int connections() {
    return connections;
  }

  /** {@return how many of them the other end has closed, as far as it noticed} */
  int closedByTheOtherEnd() {
    return closedByTheOtherEnd;
  }

  /** {@return how many bytes it has sent} */
  long bytes() {
    return bytes;
  }

  /** Makes its next move. {@return how long it rests then} */
  Duration act() {
    try {
      SocketChannel open = channel;
      if (open == null) {
        return connect();
      }
      if (!open.finishConnect()) {
        return CONNECTING;
      }
      if (attack.isReading() && ended(open)) {
        return comeBack();
      }
      return carryOut(open, attack.next(port, connections - 1, moves++));
    } catch (IOException endedOrRefused) {
      return comeBack();
    }
  }

  private Duration connect() throws IOException {
    SocketChannel opened = SocketChannel.open();
    channel = opened;
    opened.configureBlocking(false);
    if (!attack.isReading()) {
      opened.setOption(StandardSocketOptions.SO_RCVBUF, UNREAD_BYTES);
    }
    boolean unused = opened.connect(address);
    connections++;
    moves = 0;
    return CONNECTING;
  }

  private Duration comeBack() {
    closedByTheOtherEnd++;
    close();
    return BEFORE_RETURN;
  }

  private boolean ended(SocketChannel open) throws IOException {
    int count = open.read(read.clear());
    while (count > 0) {
      count = open.read(read.clear());
    }
    return count < 0;
  }

  private Duration carryOut(SocketChannel open, Move move) throws IOException {
    switch (move) {
      case Move.Send(byte[] more, Duration unused) -> send(open, more);
      case Move.Wait(Duration unused) -> {}
      case Move.Close(Duration unused) -> close();
      case Move.Reset(Duration unused) -> {
        open.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
      }
    }
    return move.rest();
  }

  /** What the other end does not take now is offered again before anything new. */
  private void send(SocketChannel open, byte[] more) throws IOException {
    ByteBuffer sending = unsent == null ? ByteBuffer.wrap(more) : unsent;
    bytes += open.write(sending);
    unsent = sending.hasRemaining() ? sending : null;
  }

  @Override
  public void close() {
    SocketChannel open = channel;
    channel = null;
    unsent = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException closedAnyway) {
        // It is gone, which was the purpose.
      }
    }
  }
}
