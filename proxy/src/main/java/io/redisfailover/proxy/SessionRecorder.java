package io.redisfailover.proxy;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.log.AccessLog;
import io.redisfailover.proxy.log.EndedSession;
import io.redisfailover.proxy.log.LogEvent;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionObserver;
import io.redisfailover.proxy.routing.SessionCounts;
import io.redisfailover.proxy.stats.model.TrafficCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what sessions do, writes the access log, and reports failed dials to the router. Safe for
 * threads.
 */
final class SessionRecorder implements SessionObserver, SessionCounts {
  private final TrafficCounters frontend = new TrafficCounters();
  private final TrafficCounters master = new TrafficCounters();
  private final TrafficCounters backup = new TrafficCounters();
  private final AccessLog log;
  private final InstantSource clock;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable Instant firstHeldAt;
  private volatile Consumer<DialTarget> dialFailures = target -> {};
  private volatile Dials dials = (server, succeeded) -> {};

  /** Takes the outcome of each dial. Called on the event loops of the byte path. */
  @FunctionalInterface
  interface Dials {
    void dialled(Server server, boolean succeeded);
  }

  SessionRecorder(AccessLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Sets the listener of failed dials. */
  void onDialFailure(Consumer<DialTarget> listener) {
    dialFailures = listener;
  }

  /** Sets the listener of every dial. */
  void onDial(Dials listener) {
    dials = listener;
  }

  /** {@return the counters of the side that clients see} */
  TrafficCounters frontend() {
    return frontend;
  }

  /** {@return the counters of a server} */
  TrafficCounters server(Server server) {
    return server == Server.MASTER ? master : backup;
  }

  /** Has a change of a server written to the log. */
  void changed(LogEvent event) {
    log.event(event);
  }

  @Override
  public long sessionsOf(Server server) {
    return server(server).sessions();
  }

  @Override
  public long heldTotal() {
    return frontend.heldTotal();
  }

  @Override
  public Optional<Instant> firstHeldAt() {
    return Optional.ofNullable(firstHeldAt);
  }

  @Override
  public void opened() {
    frontend.sessionOpened();
  }

  @Override
  public void rejected() {
    frontend.rejected();
  }

  @Override
  public void holdStarted() {
    frontend.holdStarted();
    if (waiting.getAndIncrement() == 0) {
      firstHeldAt = clock.instant();
    }
  }

  @Override
  public void holdEnded() {
    frontend.holdEnded();
    waiting.decrementAndGet();
  }

  @Override
  public void dialling(DialTarget target) {
    frontend.connectionAttempted();
    server(target.server()).connectionAttempted();
  }

  @Override
  public void dialFailed(DialTarget target) {
    frontend.connectionFailed();
    server(target.server()).connectionFailed();
    dialFailures.accept(target);
    dials.dialled(target.server(), false);
  }

  @Override
  public void dialRepeated(DialTarget target, boolean moved) {
    if (moved) {
      frontend.redispatched();
      server(target.server()).redispatched();
    } else {
      frontend.retried();
      server(target.server()).retried();
    }
  }

  @Override
  public void connected(Server server) {
    server(server).sessionOpened();
    dials.dialled(server, true);
  }

  @Override
  public void bytesIn(Server server, int count) {
    frontend.bytesIn(count);
    server(server).bytesIn(count);
  }

  @Override
  public void bytesOut(Server server, int count) {
    frontend.bytesOut(count);
    server(server).bytesOut(count);
  }

  @Override
  public void ended(SessionEnd end) {
    end.server().filter(server -> end.times().connect().isPresent()).ifPresent(this::leaves);
    end.server().ifPresent(server -> count(server(server), end.reason()));
    count(frontend, end.reason());
    frontend.sessionClosed();
    EndedSession session =
        new EndedSession(
            end,
            frontend.sessions(),
            end.server().map(server -> server(server).sessions()).orElse(0L),
            frontend.held());
    if (!log.write(session)) {
      frontend.unlogged();
    }
  }

  private void leaves(Server server) {
    server(server).sessionClosed();
  }

  private static void count(TrafficCounters counters, CloseReason reason) {
    switch (reason) {
      case CLIENT_ABORTED -> counters.clientAborted();
      case SERVER_ABORTED -> counters.serverAborted();
      case HOLD_EXPIRED -> counters.holdTimedOut();
      case LIMIT -> counters.rejected();
      case SERVER_LOST, SERVER_RETURNED, KILLED -> counters.closedByRoleChange();
      case COMPLETED, NO_SERVER, CLIENT_IDLE, SERVER_IDLE, STOPPED, INTERNAL -> {}
    }
  }
}
