package io.redisfailover.proxy.relay.pipeline;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.pipeline.SourcePlaces.Place;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one event loop and the route as this loop knows it. Every method runs on that
 * loop; orders arrive as tasks, in their order.
 */
final class LoopSessions {
  /** Which bytes of sessions that have a server may move. */
  enum Flow {
    /** Bytes of both directions. */
    MOVING,
    /** Bytes of the servers; clients are not read. */
    QUIESCING,
    /** None. */
    FROZEN
  }

  /** Time between two checks whether all sessions are quiet. */
  private static final long QUIESCE_CHECK_MILLIS = 1;

  private final EventLoop loop;
  private final RelayContext shared;
  private final Set<Session> sessions = new LinkedHashSet<>();
  private final Set<Session> queue = new LinkedHashSet<>();
  private final CompletableFuture<Void> emptied = new CompletableFuture<>();
  private Optional<DialTarget> target = Optional.empty();
  private Flow flow = Flow.MOVING;
  private @Nullable ScheduledFuture<?> frozenTimer;
  private long servedNanos = System.nanoTime();
  private final LoopWatch watch;
  private @Nullable Runnable onStandstill;
  private boolean stoodStill;
  private boolean stopping;

  LoopSessions(EventLoop loop, RelayContext shared) {
    this.loop = loop;
    this.shared = shared;
    this.watch = new LoopWatch(shared.clock());
  }

  /**
   * From now on the loop holds by itself after a standstill.
   *
   * @param call called then
   */
  void mindStandstills(Runnable call) {
    onStandstill = call;
    watch.start(loop, () -> shared.part().guard(this::awake));
  }

  /**
   * The loop is about to pass something on, or gives a sign of life.
   *
   * @return the present moment, as of {@link System#nanoTime}
   */
  long awake() {
    long now = System.nanoTime();
    if (onStandstill != null && watch.stoodStill(now)) {
      stoodStill = true;
      hold(Relay.Existing.FROZEN);
      onStandstill.run();
    }
    return now;
  }

  /** {@return when it woke last after a standstill; for any thread} */
  Optional<Instant> wokenAt() {
    return watch.wokenAt();
  }

  /** {@return the newest time in which this loop passed nothing on; for any thread} */
  Optional<Lull> lull() {
    return watch.lull();
  }

  /** {@return the loop of these sessions} */
  EventLoop eventLoop() {
    return loop;
  }

  /** {@return the target of new dials; absent while sessions are held} */
  Optional<DialTarget> target() {
    return target;
  }

  /** {@return which bytes of sessions that have a server may move} */
  Flow flow() {
    return flow;
  }

  /** A client was answered that had sent its request at this moment of {@link System#nanoTime}. */
  void served(long askedNanos) {
    if (askedNanos - servedNanos > 0) {
      servedNanos = askedNanos;
    }
  }

  /** {@return when the newest request that was answered was sent, or an earlier moment} */
  long servedNanos() {
    return servedNanos;
  }

  /** Opens a session for an accepted client, or closes the client when a limit is reached. */
  void admit(SocketChannel client) {
    Optional<InetAddress> source =
        Optional.ofNullable(client.remoteAddress()).map(InetSocketAddress::getAddress);
    Place place = stopping ? Place.NONE : source.map(this::enter).orElse(Place.NONE);
    if (place == Place.NONE) {
      shared.observer().rejected();
      Sockets.close(client);
      return;
    }
    Optional<InetAddress> counted = source.filter(address -> place == Place.TAKEN);
    Session session = new Session(this, shared, client, counted);
    sessions.add(session);
    session.guard(() -> begin(session, client));
  }

  private Place enter(InetAddress source) {
    if (!RelayContext.enter(shared.sessions(), shared.mostSessions().get())) {
      return Place.NONE;
    }
    Place place = shared.sources().enter(source);
    if (place == Place.NONE) {
      shared.sessions().decrementAndGet();
    }
    return place;
  }

  private void begin(Session session, SocketChannel client) {
    shared.observer().opened();
    shared
        .limits()
        .idle()
        .client()
        .ifPresent(limit -> client.pipeline().addLast(SideHandler.idle(limit)));
    client.pipeline().addLast(new SideHandler(session, Session.Side.CLIENT));
    session.begin();
  }

  /** A session has ended. */
  void remove(Session session) {
    sessions.remove(session);
    session.counted().ifPresent(shared.sources()::leave);
    shared.buffers().giveBack(session.share());
    shared.sessions().decrementAndGet();
    completeWhenEmpty();
  }

  /** A session waits for a free connection of the server. */
  void queue(Session session) {
    queue.add(session);
  }

  /** A session no longer waits for one. */
  void unqueue(Session session) {
    queue.remove(session);
  }

  /** A connection of the server may be free: sessions that wait for one get it in their order. */
  void fill() {
    while (!queue.isEmpty()
        && target.filter(open -> shared.servers().hasFree(open.server())).isPresent()) {
      Session next = queue.iterator().next();
      next.unqueue();
      next.advance();
    }
  }

  void hold(Relay.Existing existing) {
    target = Optional.empty();
    flow(existing == Relay.Existing.FROZEN ? Flow.FROZEN : Flow.MOVING);
  }

  /** Opens the route, unless the loop has stood still since that was decided. */
  void open(DialTarget opened, Instant decidedAt) {
    awake();
    if (watch.wokenAt().filter(decidedAt::isBefore).isPresent()) {
      return;
    }
    stoodStill = false;
    target = Optional.of(opened);
    flow(Flow.MOVING);
  }

  void closeSessions(Predicate<DialTarget> which, CloseReason reason) {
    for (Session session : List.copyOf(sessions)) {
      if (session.server().filter(which).isPresent()) {
        session.close(reason);
      }
    }
  }

  /** {@return the sessions, oldest first} */
  List<Session> all() {
    return List.copyOf(sessions);
  }

  void closeAll(CloseReason reason) {
    List.copyOf(sessions).forEach(session -> session.close(reason));
  }

  /** Rejects every further client. */
  void stop() {
    stopping = true;
    completeWhenEmpty();
  }

  /** {@return completes when it was stopped and the last session ended; for any thread} */
  CompletableFuture<Void> emptied() {
    return emptied;
  }

  /**
   * {@return whether all bytes of clients were forwarded within {@code limit}; the sessions are
   * frozen when all are quiet, or then}
   */
  CompletableFuture<Boolean> quiesce(Duration limit) {
    CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    target = Optional.empty();
    flow(Flow.QUIESCING);
    freezeWhenQuiet(System.nanoTime() + limit.toNanos(), quiet);
    return quiet;
  }

  /** A defect ends the wait with "not quiet", and the switchover with it. */
  private void freezeWhenQuiet(long deadlineNanos, CompletableFuture<Boolean> quiet) {
    if (!shared.part().guard(() -> freezeIfQuiet(deadlineNanos, quiet))) {
      quiet.complete(false);
    }
  }

  private void freezeIfQuiet(long deadlineNanos, CompletableFuture<Boolean> quiet) {
    if (flow != Flow.QUIESCING) {
      quiet.complete(false);
    } else if (sessions.stream().allMatch(Session::isQuiet)) {
      flow(Flow.FROZEN);
      quiet.complete(true);
    } else if (System.nanoTime() - deadlineNanos >= 0) {
      // A reply that its client has not taken by now was not acknowledged: it may be cut off. Else
      // one client could keep a switchover from happening.
      boolean forwarded = sessions.stream().allMatch(Session::isForwarded);
      flow(Flow.FROZEN);
      quiet.complete(forwarded);
    } else {
      var unused =
          loop.schedule(
              () -> freezeWhenQuiet(deadlineNanos, quiet),
              QUIESCE_CHECK_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** After a standstill nothing moves until the route is opened anew. */
  private void flow(Flow wanted) {
    Flow next = stoodStill ? Flow.FROZEN : wanted;
    if (next != Flow.FROZEN && frozenTimer != null) {
      frozenTimer.cancel(false);
      frozenTimer = null;
    }
    if (next == Flow.FROZEN && frozenTimer == null) {
      frozenTimer =
          loop.schedule(
              () -> closeSessions(any -> true, CloseReason.HOLD_EXPIRED),
              shared.limits().holdTimeout().toMillis(),
              TimeUnit.MILLISECONDS);
    }
    flow = next;
    List.copyOf(sessions).forEach(Session::advance);
  }

  private void completeWhenEmpty() {
    if (stopping && sessions.isEmpty()) {
      emptied.complete(null);
    }
  }
}
