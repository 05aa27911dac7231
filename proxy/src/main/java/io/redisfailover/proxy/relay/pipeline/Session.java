package io.redisfailover.proxy.relay.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Phase;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client and, once dialled, its server. All on one event loop.
 *
 * <p>It waits while there is no target, dials, then moves bytes; a change of the route takes a
 * dialling session back to waiting, and closes one that moves bytes.
 */
final class Session implements Dialer.Outcome {
  /** One end of a session. */
  enum Side {
    CLIENT,
    SERVER
  }

  private enum Stage {
    WAITING,
    DIALLING,
    MOVING,
    CLOSED
  }

  /** After the server spoke last, this much quiet means that nothing more is under way. */
  private static final long ANSWERED_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /** A client that has said nothing for this long waits for no ordinary reply. */
  private static final long ASKED_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long the last bytes may take to reach a client whose server is gone. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final LoopSessions loop;
  private final Shared shared;
  private final SocketChannel client;
  private final Dialer dialer;
  private final Pipe up;
  private final SessionTimes times;
  private Stage stage = Stage.WAITING;
  private @Nullable ScheduledFuture<?> holdTimer;
  private @Nullable Target target;
  private @Nullable SocketChannel server;
  private @Nullable Pipe down;

  Session(LoopSessions loop, Shared shared, SocketChannel client) {
    this.loop = loop;
    this.shared = shared;
    this.client = client;
    this.times = new SessionTimes(shared.clock().instant());
    this.up = new Pipe(client, this::closeWhenBothEnded);
    this.dialer = new Dialer(client.eventLoop(), shared, serverSide(), this);
  }

  /** Does what the loop's route and flow ask for. Called at the start and after each change. */
  void advance() {
    switch (stage) {
      case WAITING -> waitOrDial();
      case DIALLING -> {
        if (!loop.target().equals(Optional.ofNullable(target))) {
          dialer.cancel();
          stage = Stage.WAITING;
          waitOrDial();
        }
      }
      case MOVING -> {
        up.move(loop.flow() == LoopSessions.Flow.MOVING);
        pipeDown().move(loop.flow() != LoopSessions.Flow.FROZEN);
      }
      case CLOSED -> {}
    }
  }

  /** {@return the server that it talks to, if it has one} */
  Optional<Target> server() {
    return stage == Stage.MOVING ? Optional.ofNullable(target) : Optional.empty();
  }

  /** {@return whether nothing of it is under way; true while it has no server} */
  boolean isAtRest() {
    if (stage != Stage.MOVING) {
      return true;
    }
    Pipe replies = pipeDown();
    long now = System.nanoTime();
    boolean answered =
        up.bytes() == 0
            || (replies.lastNanos() - up.lastNanos() >= 0
                && replies.bytes() > 0
                && now - replies.lastNanos() >= ANSWERED_QUIET_NANOS);
    boolean written = server == null || Pipe.isWritten(server);
    return written && replies.isEmpty() && (answered || now - up.lastNanos() >= ASKED_QUIET_NANOS);
  }

  void read(Side side, ByteBuf chunk) {
    if (stage == Stage.CLOSED) {
      chunk.release();
    } else if (side == Side.CLIENT) {
      count(Side.CLIENT, chunk.readableBytes());
      up.read(chunk);
    } else {
      count(Side.SERVER, chunk.readableBytes());
      pipeDown().read(chunk);
    }
  }

  void ended(Side side) {
    if (stage == Stage.CLOSED) {
      return;
    }
    if (side == Side.SERVER) {
      pipeDown().end();
    } else {
      up.end();
      if (stage != Stage.MOVING && up.bytes() == 0) {
        close(CloseReason.CLIENT_ABORTED);
      }
    }
  }

  void writabilityChanged(Side side) {
    if (stage == Stage.MOVING) {
      (side == Side.CLIENT ? pipeDown() : up).pace();
    }
  }

  void idle(Side side) {
    if (stage == Stage.MOVING && loop.flow() == LoopSessions.Flow.MOVING) {
      close(side == Side.CLIENT ? CloseReason.CLIENT_IDLE : CloseReason.SERVER_IDLE);
    }
  }

  /** A channel was closed or reset by its peer, or failed. */
  void closed(Side side) {
    close(side == Side.CLIENT ? CloseReason.CLIENT_ABORTED : CloseReason.SERVER_ABORTED);
  }

  @Override
  public void connected(SocketChannel channel, Target dialled) {
    stage = Stage.MOVING;
    times.connected();
    server = channel;
    down = new Pipe(channel, this::closeWhenBothEnded);
    down.connect(client);
    up.connect(channel);
    shared.observer().connected(dialled.node());
    if (up.bytes() > 0) {
      shared.observer().bytesIn(dialled.node(), (int) up.bytes());
    }
    advance();
  }

  @Override
  public void gaveUp() {
    close(CloseReason.NO_SERVER);
  }

  /** Ends it; nothing when it has ended already. */
  void close(CloseReason reason) {
    if (stage == Stage.CLOSED) {
      return;
    }
    final SessionEnd end = end(reason);
    endHold();
    stage = Stage.CLOSED;
    dialer.cancel();
    up.release();
    boolean lastWords = reason == CloseReason.SERVER_ABORTED && !Pipe.isWritten(client);
    if (down != null) {
      down.release();
    }
    if (server != null) {
      Sockets.close(server);
    }
    if (lastWords) {
      Sockets.closeWhenWritten(client, LAST_WORDS);
    } else {
      Sockets.close(client);
    }
    loop.remove(this);
    shared.observer().ended(end);
  }

  private void waitOrDial() {
    Optional<Target> open = loop.target();
    if (open.isPresent()) {
      endHold();
      target = open.get();
      stage = Stage.DIALLING;
      times.dialled();
      dialer.dial(open.get());
    } else if (holdTimer == null) {
      startHold();
    }
  }

  private void startHold() {
    if (!Shared.enter(shared.held(), shared.limits().maxHeld())) {
      close(CloseReason.LIMIT);
      return;
    }
    shared.observer().holdStarted();
    holdTimer =
        client
            .eventLoop()
            .schedule(
                () -> close(CloseReason.HOLD_EXPIRED),
                shared.limits().holdTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void endHold() {
    if (holdTimer != null) {
      holdTimer.cancel(false);
      holdTimer = null;
      shared.held().decrementAndGet();
      shared.observer().holdEnded();
    }
  }

  private void closeWhenBothEnded() {
    if (up.done() && down != null && down.done()) {
      close(CloseReason.COMPLETED);
    }
  }

  private void count(Side side, int bytes) {
    if (stage != Stage.MOVING || target == null) {
      return;
    }
    if (side == Side.CLIENT) {
      shared.observer().bytesIn(target.node(), bytes);
    } else {
      shared.observer().bytesOut(target.node(), bytes);
    }
  }

  private Pipe pipeDown() {
    if (down == null) {
      throw new IllegalStateException("a server spoke before it was dialled");
    }
    return down;
  }

  private ChannelInitializer<Channel> serverSide() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        shared.limits().serverIdle().ifPresent(limit -> channel.pipeline().addLast(idle(limit)));
        channel.pipeline().addLast(new SideHandler(Session.this, Side.SERVER));
      }
    };
  }

  /** {@return the handler that tells of inactivity} */
  static IdleStateHandler idle(Duration limit) {
    return new IdleStateHandler(0, 0, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private SessionEnd end(CloseReason reason) {
    return new SessionEnd(
        client.remoteAddress(),
        times.acceptedAt(),
        stage == Stage.WAITING ? Optional.empty() : Optional.ofNullable(target).map(Target::node),
        times.ended(),
        up.bytes(),
        down == null ? 0 : down.bytes(),
        reason,
        phase(reason),
        dialer.failures());
  }

  private Phase phase(CloseReason reason) {
    return switch (stage) {
      case WAITING -> Phase.QUEUE;
      case DIALLING -> Phase.CONNECT;
      case MOVING -> {
        if (reason == CloseReason.COMPLETED) {
          yield Phase.OVER;
        }
        yield up.done() || pipeDown().done() ? Phase.LAST : Phase.DATA;
      }
      case CLOSED -> Phase.OVER;
    };
  }
}
