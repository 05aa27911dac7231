package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.resp.RespDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisOutputStream;

/**
 * Sends packets and takes their replies, within limits. Jedis writes the commands; the replies are
 * read by the decoder of the protocol and by nobody besides, so that there is one opinion of where
 * each ends. What breaks it once breaks it for good. Writes and the lookup of a name have no time
 * limit. For one thread at a time; {@link #close} may come from any.
 */
final class ReplySocket implements AutoCloseable {
  private static final int PIECE = 16 << 10;

  private final Socket socket;
  private final RespDecoder decoder = new RespDecoder();
  private final byte[] piece = new byte[PIECE];
  private Optional<ConnectionFailure> broken = Optional.empty();
  private boolean asked;

  private ReplySocket(Socket socket) {
    this.socket = socket;
  }

  /**
   * Dials.
   *
   * @param endpoint where
   * @param mayTake how long; at least 1 ms is taken
   * @throws IOException when it cannot be dialled
   */
  static ReplySocket dial(Endpoint endpoint, Duration mayTake) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()), millis(mayTake.toNanos()));
      return new ReplySocket(socket);
    } catch (IOException failure) {
      try {
        socket.close();
      } catch (IOException alreadyClosed) {
        failure.addSuppressed(alreadyClosed);
      }
      throw failure;
    }
  }

  /**
   * Sends commands as one packet and takes one reply to each.
   *
   * @param commands at least one; each a name and its arguments
   * @param limitBytes how many bytes all replies together may have
   * @param mayTake how long all replies together may take
   * @throws CutException when the connection is or gets broken, with the replies that came before
   */
  List<Reply> exchange(List<List<String>> commands, int limitBytes, Duration mayTake)
      throws CutException {
    long until = System.nanoTime() + mayTake.toNanos();
    List<Reply> replies = new ArrayList<>();
    try {
      checkUnasked();
      decoder.expect(commands.size(), limitBytes);
      send(commands);
      while (replies.size() < commands.size()) {
        take(until, replies);
      }
    } catch (IOException failure) {
      breakBy(failure);
    }
    // An answer that is complete counts, whatever came behind it: that breaks the next one.
    if (replies.size() < commands.size()) {
      throw new CutException(broken.orElse(ConnectionFailure.CLOSED), replies);
    }
    return List.copyOf(replies);
  }

  /**
   * Waits between two packets.
   *
   * @param atMost positive
   * @return what broke the connection, if anything did: the server closed it, or said something
   *     that nobody asked for
   */
  Optional<ConnectionFailure> rest(Duration atMost) {
    try {
      if (broken.isEmpty()) {
        socket.setSoTimeout(millis(atMost.toNanos()));
        broken =
            Optional.of(
                socket.getInputStream().read() < 0
                    ? ConnectionFailure.CLOSED
                    : ConnectionFailure.GARBLED);
      }
    } catch (SocketTimeoutException over) {
      return Optional.empty();
    } catch (IOException failure) {
      breakBy(failure);
    }
    return broken;
  }

  /**
   * What lies there before the question is no answer to it. On a new connection it may be: a server
   * that turns us away says so at once.
   */
  private void checkUnasked() throws IOException {
    if (broken.isEmpty() && asked && socket.getInputStream().available() > 0) {
      broken = Optional.of(ConnectionFailure.GARBLED);
    }
    if (broken.isPresent()) {
      throw new EOFException("the connection is no longer usable");
    }
    asked = true;
  }

  private void send(List<List<String>> commands) {
    try {
      RedisOutputStream out = new RedisOutputStream(socket.getOutputStream());
      for (List<String> command : commands) {
        byte[] name = command.get(0).getBytes(StandardCharsets.UTF_8);
        CommandArguments arguments = new CommandArguments(() -> name);
        command.subList(1, command.size()).forEach(arguments::add);
        Protocol.sendCommand(out, arguments);
      }
      out.flush();
    } catch (JedisConnectionException | IOException closed) {
      // Whoever closed it may have said why before; reading tells both.
    }
  }

  private void take(long until, List<Reply> replies) throws IOException {
    InputStream in = socket.getInputStream();
    long left = until - System.nanoTime();
    // What came while this process stood still is no silence of the server.
    if (left <= 0 && in.available() == 0) {
      throw new SocketTimeoutException("no reply in time");
    }
    socket.setSoTimeout(millis(left));
    int came = in.read(piece);
    if (came < 0) {
      throw new EOFException("the server closed the connection");
    }
    decoder.feed(piece, 0, came, replies::add);
  }

  /** The first failure is the reason, others follow from it. */
  private void breakBy(IOException failure) {
    if (broken.isEmpty()) {
      broken = Optional.of(ConnectionFailure.ofConnection(failure));
    }
  }

  private static int millis(long nanos) {
    // 0 would mean "for ever" to a socket.
    return Math.toIntExact(Math.clamp((nanos + 999_999) / 1_000_000, 1, Integer.MAX_VALUE));
  }

  @Override
  public void close() {
    try {
      if (broken.isPresent()) {
        // Reset: the kernel does not go on sending what the server has not taken.
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException alreadyBroken) {
      // It is gone either way, which is all that was asked for.
    }
  }
}
