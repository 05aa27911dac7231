package io.redisfailover.proxy.relay.pipeline;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.proxy.config.BufferBudget;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.TcpLiveness;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialAt;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.relay.SessionObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The byte path on Netty channels. Both channels of a session are on one event loop, so that a
 * session needs no lock.
 */
public final class PipelineRelay implements Relay {
  private static final int BACKLOG = 4096;

  /** An event loop that takes no task for so long has ended, or hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final WriteBufferWaterMark WATER_MARK = waterMark(BufferBudget.MOST);

  /** A channel is read by this much at once. */
  private static final int MOST_READ = 64 << 10;

  private static final int FIRST_READ = 2 << 10;
  private static final int LEAST_READ = 64;

  private final Listen listen;
  private final RelayContext shared;
  private final MultiThreadIoEventLoopGroup group;
  private final List<LoopSessions> loops = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** There is no session any more, and there will be none: each order has taken effect. */
  private volatile boolean over;

  private final List<Supervised> beats = new ArrayList<>();
  private final Supervised part;
  private final ClientListeners listeners = new ClientListeners();

  /**
   * Creates a relay that does not listen yet.
   *
   * @param listen how clients are accepted
   * @param limits the limits of sessions
   * @param buffers what sessions may have in flight
   * @param observer takes the events of sessions
   * @param clock the clock of the process
   * @param dialAt when servers are dialled
   * @param supervisor is told whether the byte path runs
   */
  public PipelineRelay(
      Listen listen,
      Limits limits,
      BufferBudget buffers,
      SessionObserver observer,
      InstantSource clock,
      DialAt dialAt,
      Supervisor supervisor) {
    this.listen = listen;
    Sockets sockets = Sockets.of(listen.transport());
    this.part = supervisor.add("the byte path", Weight.VITAL, PATIENCE).pokedBy(this::poke);
    this.shared =
        new RelayContext(
            new AtomicReference<>(limits),
            buffers,
            sockets,
            observer,
            clock,
            dialAt,
            new AtomicLong(),
            new AtomicInteger(limits.maxConnections()),
            new AtomicInteger(),
            new AtomicInteger(),
            new ServerPlaces(limits.maxServerConnections(), this::fill),
            new SourcePlaces(limits.maxPerSource()),
            part);
    this.group = sockets.eventLoops("relay", listen.eventLoops());
    for (EventExecutor executor : group) {
      loops.add(new LoopSessions((EventLoop) executor, shared));
      beats.add(
          supervisor.addLoop("relay-" + (beats.size() + 1), Weight.VITAL, PATIENCE, executor));
    }
  }

  /** {@return what an administrator may see and do of the sessions} */
  public SessionControl sessionControl() {
    return new LoopSessionControl(List.copyOf(loops), shared);
  }

  /** The loops tell of themselves; this tells of the listeners. */
  private void poke() {
    if (listeners.areActive()) {
      part.beat();
    }
  }

  private void fill() {
    loops.forEach(sessions -> sessions.eventLoop().execute(() -> part.guard(sessions::fill)));
  }

  @Override
  public InetSocketAddress start() throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new Admission());
    TcpLiveness.accepting(bootstrap, shared.sockets(), shared.limits().liveness());
    return listeners.bind(listen, bootstrap, shared.sockets());
  }

  @Override
  public CompletableFuture<Void> hold(Existing existing) {
    return onEachLoop(sessions -> sessions.hold(existing));
  }

  @Override
  public CompletableFuture<Void> open(DialTarget target, Instant decidedAt) {
    return onEachLoop(sessions -> sessions.open(target, decidedAt));
  }

  @Override
  public CompletableFuture<Void> closeSessions(Predicate<DialTarget> which, CloseReason reason) {
    return onEachLoop(sessions -> sessions.closeSessions(which, reason));
  }

  @Override
  public CompletableFuture<Boolean> quiesce(Duration limit) {
    if (over) {
      return CompletableFuture.completedFuture(true);
    }
    List<CompletableFuture<Boolean>> quiet =
        loops.stream()
            .map(sessions ->
                CompletableFuture.completedFuture(limit)
                    .thenComposeAsync(sessions::quiesce, sessions.eventLoop()))
            .toList();
    return CompletableFuture.allOf(quiet.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> quiet.stream().allMatch(CompletableFuture::resultNow));
  }

  @Override
  public void limit(Limits limits) {
    Limits before = shared.current().getAndSet(limits);
    if (limits.maxConnections() != before.maxConnections()) {
      shared.mostSessions().set(limits.maxConnections());
    }
    if (limits.maxServerConnections() != before.maxServerConnections()) {
      shared.servers().ceiling(limits.maxServerConnections());
    }
    shared.sources().limit(limits.maxPerSource());
  }

  @Override
  public void limitServerConnections(int most) {
    shared.servers().limit(most);
  }

  @Override
  public void whenServerConnectionsAreWanted(Runnable call) {
    shared.servers().whenWanted(call);
  }

  @Override
  public void whenStoodStill(Runnable call) {
    var unused = onEachLoop(sessions -> sessions.mindStandstills(call));
  }

  @Override
  public Optional<Instant> wokenAt() {
    return loops.stream()
        .flatMap(sessions -> sessions.wokenAt().stream())
        .max(Comparator.naturalOrder());
  }

  @Override
  public Optional<Lull> lull() {
    return loops.stream()
        .map(LoopSessions::lull)
        .reduce((one, other) -> one.flatMap(mine -> other.flatMap(mine::common)))
        .orElseThrow();
  }

  @Override
  public int serverConnections() {
    return shared.servers().used();
  }

  @Override
  public int waitingForServer() {
    return shared.servers().waiting();
  }

  @Override
  public int sessions() {
    return shared.sessions().get();
  }

  @Override
  public int held() {
    return shared.held().get();
  }

  @Override
  public void stop(Duration drainTimeout) {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    part.end();
    beats.forEach(Supervised::end);
    listeners.close();
    awaitSessions(drainTimeout);
    onEachLoop(sessions -> sessions.closeAll(CloseReason.STOPPED)).join();
    over = true;
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void awaitSessions(Duration limit) {
    onEachLoop(LoopSessions::stop).join();
    try {
      CompletableFuture.allOf(
              loops.stream().map(LoopSessions::emptied).toArray(CompletableFuture<?>[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException stillSome) {
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Void> onEachLoop(Consumer<LoopSessions> order) {
    if (over) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.allOf(
        loops.stream()
            .map(sessions ->
                CompletableFuture.runAsync(() -> order.accept(sessions), sessions.eventLoop()))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Sets the options of a session's dialled sockets. */
  static <B extends AbstractBootstrap<B, C>, C extends Channel> B tune(B bootstrap) {
    return bootstrap
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
  }

  private static WriteBufferWaterMark waterMark(int bytes) {
    return new WriteBufferWaterMark(bytes / 2, bytes);
  }

  /**
   * Lets no more bytes wait in a channel than its session was granted.
   *
   * @param share from {@link BufferBudget#take}
   */
  static void bound(Channel channel, int share) {
    if (share < BufferBudget.MOST) {
      ChannelConfig config = channel.config();
      config.setWriteBufferWaterMark(waterMark(share));
      config.setRecvByteBufAllocator(
          new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, Math.min(MOST_READ, share)));
    }
  }

  /** Passes each accepted channel to the sessions of its loop, and leaves its pipeline. */
  @io.netty.channel.ChannelHandler.Sharable
  private final class Admission extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.pipeline().remove(this);
      Channel client = context.channel();
      LoopSessions mine =
          loops.stream()
              .filter(sessions -> sessions.eventLoop().equals(client.eventLoop()))
              .findFirst()
              .orElseThrow();
      if (!part.guard(() -> mine.admit((SocketChannel) client))) {
        Sockets.close(client);
      }
    }
  }
}
