package io.redisfailover.proxy.relay.pipeline;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import java.time.Duration;
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
 * loop; orders reach it as tasks, in their order.
 */
final class LoopSessions {
  /** What sessions that have a server may do. */
  enum Flow {
    /** Bytes move both ways. */
    MOVING,
    /** Clients are not read; what servers say is passed on. */
    QUIESCING,
    /** Nothing moves. */
    FROZEN
  }

  /** How often sessions are looked at that come to rest. */
  private static final long QUIESCE_LOOK_MILLIS = 1;

  private final EventLoop loop;
  private final Shared shared;
  private final Set<Session> sessions = new LinkedHashSet<>();
  private final CompletableFuture<Void> emptied = new CompletableFuture<>();
  private Optional<Target> target = Optional.empty();
  private Flow flow = Flow.MOVING;
  private @Nullable ScheduledFuture<?> frozenTimer;
  private boolean stopping;

  LoopSessions(EventLoop loop, Shared shared) {
    this.loop = loop;
    this.shared = shared;
  }

  /** {@return the loop that it belongs to} */
  EventLoop eventLoop() {
    return loop;
  }

  /** {@return where sessions are dialled, absent while they are held} */
  Optional<Target> target() {
    return target;
  }

  /** {@return what sessions that have a server may do} */
  Flow flow() {
    return flow;
  }

  /** Takes in an accepted client, or turns it away. */
  void admit(SocketChannel client) {
    if (stopping || !Shared.enter(shared.sessions(), shared.limits().maxConnections())) {
      shared.observer().refusedByLimit();
      Sockets.close(client);
      return;
    }
    shared.observer().opened();
    Session session = new Session(this, shared, client);
    sessions.add(session);
    shared
        .limits()
        .clientIdle()
        .ifPresent(limit -> client.pipeline().addLast(SideHandler.idle(limit)));
    client.pipeline().addLast(new SideHandler(session, Session.Side.CLIENT));
    session.advance();
  }

  /** A session has ended. */
  void remove(Session session) {
    sessions.remove(session);
    shared.sessions().decrementAndGet();
    completeWhenEmpty();
  }

  void hold(Relay.Existing existing) {
    target = Optional.empty();
    flow(existing == Relay.Existing.FROZEN ? Flow.FROZEN : Flow.MOVING);
  }

  void open(Target opened) {
    target = Optional.of(opened);
    flow(Flow.MOVING);
  }

  void closeSessions(Predicate<Target> which, CloseReason reason) {
    for (Session session : List.copyOf(sessions)) {
      if (session.server().filter(which).isPresent()) {
        session.close(reason);
      }
    }
  }

  void closeAll(CloseReason reason) {
    List.copyOf(sessions).forEach(session -> session.close(reason));
  }

  /** Admits no more. */
  void stop() {
    stopping = true;
    completeWhenEmpty();
  }

  /** {@return completes when it was stopped and the last session has ended; for any thread} */
  CompletableFuture<Void> emptied() {
    return emptied;
  }

  void quiesce(Duration limit, CompletableFuture<Boolean> atRest) {
    target = Optional.empty();
    flow(Flow.QUIESCING);
    lookWhetherAtRest(System.nanoTime() + limit.toNanos(), atRest);
  }

  private void lookWhetherAtRest(long deadlineNanos, CompletableFuture<Boolean> atRest) {
    boolean rest = sessions.stream().allMatch(Session::isAtRest);
    if (flow != Flow.QUIESCING) {
      atRest.complete(false);
    } else if (rest || System.nanoTime() - deadlineNanos >= 0) {
      flow(Flow.FROZEN);
      atRest.complete(rest);
    } else {
      var unused =
          loop.schedule(
              () -> lookWhetherAtRest(deadlineNanos, atRest),
              QUIESCE_LOOK_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  private void flow(Flow next) {
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
