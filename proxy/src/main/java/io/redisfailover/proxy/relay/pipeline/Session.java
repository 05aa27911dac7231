package io.redisfailover.proxy.relay.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.IdleLimits;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialAt;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client connection and, once dialled, its server connection. Used on one event loop.
 *
 * <p>A session is silent until its client says something, unless servers are dialled on accept. It
 * then waits while there is no target or no free connection of the server, dials, and moves bytes.
 * A change of the route takes a dialling session back to waiting and leaves a silent one as it is;
 * the caller closes those that move bytes.
 */
final class Session implements Dialer.Outcome {
  /** One end of a session. */
  enum Side {
    CLIENT,
    SERVER
  }

  private enum Stage {
    SILENT,
    WAITING,
    DIALLING,
    MOVING,
    CLOSED
  }

  /** Time for the last bytes to reach a client whose server has closed. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final long id;
  private final LoopSessions loop;
  private final RelayContext shared;
  private final SocketChannel client;
  private final Optional<InetAddress> counted;
  private final int share;
  private final Dialer dialer;
  private final Pipe up;
  private final SessionTimes times;
  private Stage stage;
  private @Nullable Server placed;
  private boolean queued;
  private @Nullable SessionHold hold;
  private @Nullable DialTarget target;
  private @Nullable SocketChannel serverChannel;
  private @Nullable Pipe down;

  /**
   * Creates a session that has not begun.
   *
   * @param counted its source address, if it has a place among the sessions of that
   */
  Session(
      LoopSessions loop, RelayContext shared, SocketChannel client, Optional<InetAddress> counted) {
    this.id = shared.ids().incrementAndGet();
    this.loop = loop;
    this.shared = shared;
    this.client = client;
    this.counted = counted;
    this.share = shared.buffers().take();
    PipelineRelay.bound(client, share);
    this.stage = shared.dialAt() == DialAt.ACCEPT ? Stage.WAITING : Stage.SILENT;
    this.times = new SessionTimes(shared.clock().instant());
    this.up = new Pipe(client, this::endPassedOn);
    this.dialer = new Dialer(client.eventLoop(), shared, serverSide(), this);
  }

  /** Begins: the client was accepted. */
  void begin() {
    advance();
    if (stage == Stage.SILENT) {
      client.config().setAutoRead(true);
    }
  }

  /** Follows the loop's route and flow. Called at the start and after each change. */
  void advance() {
    guard(this::follow);
  }

  /** A defect in one session ends that session and no other. */
  @Override
  public void guard(Runnable step) {
    if (!shared.part().guard(step)) {
      close(CloseReason.INTERNAL);
    }
  }

  private void follow() {
    switch (stage) {
      case SILENT -> {}
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

  /** {@return the source address whose sessions it is counted among} */
  Optional<InetAddress> counted() {
    return counted;
  }

  /** {@return the bytes that it was granted} */
  int share() {
    return share;
  }

  /** {@return the server of a session that moves bytes; absent before} */
  Optional<DialTarget> server() {
    return stage == Stage.MOVING ? Optional.ofNullable(target) : Optional.empty();
  }

  /** {@return whether no byte of it is in flight; true while it has no server} */
  boolean isQuiet() {
    return stage != Stage.MOVING
        || (isForwarded()
            && Exchange.of(up, pipeDown()).isQuiet(loop.servedNanos(), System.nanoTime()));
  }

  /**
   * {@return whether no byte of its client is on the way to a server while clients are not read}
   */
  boolean isForwarded() {
    return stage != Stage.MOVING || serverChannel == null || Pipe.isWritten(serverChannel);
  }

  void read(Side side, ByteBuf chunk) {
    long now = loop.awake();
    if (stage == Stage.CLOSED) {
      chunk.release();
    } else if (side == Side.CLIENT) {
      count(Side.CLIENT, chunk.readableBytes());
      up.read(chunk, now);
      if (stage == Stage.SILENT) {
        asked();
      }
    } else {
      count(Side.SERVER, chunk.readableBytes());
      if (up.endRun()) {
        loop.served(up.lastNanos());
      }
      pipeDown().read(chunk, now);
    }
  }

  /** The first bytes of the client came; the others wait in its socket. */
  private void asked() {
    client.config().setAutoRead(false);
    times.asked();
    stage = Stage.WAITING;
    waitOrDial();
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
    boolean moving = stage == Stage.MOVING && loop.flow() == LoopSessions.Flow.MOVING;
    if (moving || stage == Stage.SILENT) {
      close(side == Side.CLIENT ? CloseReason.CLIENT_IDLE : CloseReason.SERVER_IDLE);
    }
  }

  /** The peer of a channel closed or reset it. */
  void closed(Side side) {
    close(side == Side.CLIENT ? CloseReason.CLIENT_ABORTED : CloseReason.SERVER_ABORTED);
  }

  /** A channel failed: by its peer or the network, or by a defect of this program. */
  void failed(Side side, Throwable cause) {
    if (cause instanceof IOException) {
      closed(side);
    } else {
      shared.part().failed(cause);
      close(CloseReason.INTERNAL);
    }
  }

  @Override
  public void connected(SocketChannel channel, DialTarget dialled) {
    stage = Stage.MOVING;
    times.connected();
    serverChannel = channel;
    down = new Pipe(channel, this::endPassedOn);
    down.connect(client);
    up.connect(channel);
    shared.observer().connected(dialled.server());
    if (up.bytes() > 0) {
      shared.observer().bytesIn(dialled.server(), (int) up.bytes());
    }
    advance();
  }

  @Override
  public void gaveUp() {
    close(CloseReason.NO_SERVER);
  }

  /** Ends the session; does nothing when it has ended already. */
  void close(CloseReason reason) {
    if (stage == Stage.CLOSED) {
      return;
    }
    final SessionEnd end = end(reason);
    stage = Stage.CLOSED;
    // A role change rests on closed sessions: no defect in one step keeps the others back.
    Supervised part = shared.part();
    part.guard(this::endHold);
    part.guard(dialer::cancel);
    part.guard(this::closeServer);
    part.guard(() -> closeClient(reason));
    part.guard(this::leavePlace);
    part.guard(() -> loop.remove(this));
    part.guard(() -> shared.observer().ended(end));
  }

  private void closeServer() {
    if (serverChannel != null) {
      Sockets.close(serverChannel);
    }
    if (down != null) {
      down.release();
    }
  }

  private void closeClient(CloseReason reason) {
    if (reason == CloseReason.SERVER_ABORTED && !Pipe.isWritten(client)) {
      Sockets.closeWhenWritten(client, LAST_WORDS);
    } else {
      Sockets.close(client);
    }
    up.release();
  }

  private void waitOrDial() {
    Optional<DialTarget> open = loop.target();
    if (open.isPresent() && takePlace(open.get().server())) {
      endHold();
      target = open.get();
      stage = Stage.DIALLING;
      times.dialled();
      dialer.dial(open.get());
    } else if (hold == null) {
      startHold();
    }
  }

  /** {@return whether it has one of the server's connections; else it waits for one} */
  private boolean takePlace(Server server) {
    if (placed != null && placed != server) {
      leavePlace();
    }
    if (placed == null && !shared.servers().enter(server)) {
      if (!queued) {
        queued = true;
        loop.queue(this);
        shared.servers().waits();
      }
      if (!shared.servers().enter(server)) {
        return false;
      }
    }
    placed = server;
    unqueue();
    return true;
  }

  private void leavePlace() {
    unqueue();
    Server left = placed;
    if (left != null) {
      placed = null;
      shared.servers().leave(left);
    }
  }

  /** It no longer waits for one of the server's connections; does nothing if it did not. */
  void unqueue() {
    if (queued) {
      queued = false;
      loop.unqueue(this);
      shared.servers().waitsNoMore();
    }
  }

  private void startHold() {
    hold = SessionHold.start(shared, client.eventLoop(), () -> close(CloseReason.HOLD_EXPIRED));
    if (hold == null) {
      close(CloseReason.LIMIT);
    }
  }

  private void endHold() {
    if (hold != null) {
      hold.end();
      hold = null;
    }
  }

  /** The end of one side was passed on to the other one, which may still send. */
  private void endPassedOn() {
    SocketChannel server = serverChannel;
    if (stage == Stage.CLOSED || server == null || down == null) {
      return;
    }
    IdleLimits idle = shared.limits().idle();
    if (up.done() && down.done()) {
      close(CloseReason.COMPLETED);
    } else if (up.done()) {
      endsBy(server, idle.serverFin().or(idle::server), client);
    } else {
      endsBy(client, idle.clientFin().or(idle::client), server);
    }
  }

  /** The inactivity of the side that may still send counts, and no longer that of the other one. */
  private static void endsBy(Channel sender, Optional<Duration> limit, Channel ended) {
    SideHandler.limitIdle(sender, limit);
    SideHandler.limitIdle(ended, Optional.empty());
  }

  private void count(Side side, int bytes) {
    if (stage != Stage.MOVING || target == null) {
      return;
    }
    if (side == Side.CLIENT) {
      shared.observer().bytesIn(target.server(), bytes);
    } else {
      shared.observer().bytesOut(target.server(), bytes);
    }
  }

  private Pipe pipeDown() {
    if (down == null) {
      throw new IllegalStateException("a server sent bytes before it was dialled");
    }
    return down;
  }

  private ChannelInitializer<Channel> serverSide() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        PipelineRelay.bound(channel, share);
        shared
            .limits()
            .idle()
            .server()
            .ifPresent(limit -> channel.pipeline().addLast(SideHandler.idle(limit)));
        channel.pipeline().addLast(new SideHandler(Session.this, Side.SERVER));
      }
    };
  }

  /** {@return what it is now; absent when its client is gone} */
  Optional<OpenSession> open() {
    return Optional.ofNullable(client.remoteAddress())
        .map(address ->
            new OpenSession(
                id,
                address,
                times.acceptedAt(),
                dialled(),
                phase(CloseReason.KILLED),
                up.bytes(),
                down == null ? 0 : down.bytes()));
  }

  private Optional<Server> dialled() {
    return stage == Stage.WAITING
        ? Optional.empty()
        : Optional.ofNullable(target).map(DialTarget::server);
  }

  private SessionEnd end(CloseReason reason) {
    return new SessionEnd(
        client.remoteAddress(),
        times.acceptedAt(),
        dialled(),
        times.ended(),
        up.bytes(),
        down == null ? 0 : down.bytes(),
        reason,
        phase(reason),
        dialer.failures());
  }

  private SessionPhase phase(CloseReason reason) {
    return switch (stage) {
      case SILENT -> SessionPhase.REQUEST;
      case WAITING -> SessionPhase.QUEUE;
      case DIALLING -> SessionPhase.CONNECT;
      case MOVING -> {
        if (reason == CloseReason.COMPLETED) {
          yield SessionPhase.OVER;
        }
        yield up.done() || pipeDown().done() ? SessionPhase.LAST : SessionPhase.DATA;
      }
      case CLOSED -> SessionPhase.OVER;
    };
  }
}
