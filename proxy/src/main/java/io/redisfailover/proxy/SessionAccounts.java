package io.redisfailover.proxy;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.log.AccessLog;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionObserver;
import io.redisfailover.proxy.relay.Target;
import io.redisfailover.proxy.routing.SessionCounts;
import io.redisfailover.proxy.stats.TrafficCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what sessions do, writes the access log, and passes failed dials on to whoever watches the
 * servers. Safe for threads.
 */
final class SessionAccounts implements SessionObserver, SessionCounts {
  private final TrafficCounters frontend = new TrafficCounters();
  private final TrafficCounters master = new TrafficCounters();
  private final TrafficCounters backup = new TrafficCounters();
  private final AccessLog log;
  private final InstantSource clock;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable Instant firstHeldAt;
  private volatile Consumer<Target> dialFailures = target -> {};

  SessionAccounts(AccessLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Sets who hears of failed dials. */
  void onDialFailure(Consumer<Target> hearer) {
    dialFailures = hearer;
  }

  /** {@return the counters of the side that clients see} */
  TrafficCounters frontend() {
    return frontend;
  }

  /** {@return the counters of a server} */
  TrafficCounters server(Node node) {
    return node == Node.MASTER ? master : backup;
  }

  @Override
  public long sessionsOf(Node node) {
    return server(node).snapshot().sessions();
  }

  @Override
  public long heldTotal() {
    return frontend.snapshot().heldTotal();
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
  public void refusedByLimit() {
    frontend.refusedByLimit();
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
  public void dialling(Target target) {
    frontend.connectionAttempted();
    server(target.node()).connectionAttempted();
  }

  @Override
  public void dialFailed(Target target) {
    frontend.connectionFailed();
    server(target.node()).connectionFailed();
    dialFailures.accept(target);
  }

  @Override
  public void dialRepeated(Target target, boolean moved) {
    if (moved) {
      frontend.redispatched();
      server(target.node()).redispatched();
    } else {
      frontend.retried();
      server(target.node()).retried();
    }
  }

  @Override
  public void connected(Node node) {
    server(node).sessionOpened();
  }

  @Override
  public void bytesIn(Node node, int count) {
    frontend.bytesIn(count);
    server(node).bytesIn(count);
  }

  @Override
  public void bytesOut(Node node, int count) {
    frontend.bytesOut(count);
    server(node).bytesOut(count);
  }

  @Override
  public void ended(SessionEnd end) {
    end.node().filter(node -> end.times().connect().isPresent()).ifPresent(this::leaves);
    end.node().ifPresent(node -> count(server(node), end.reason()));
    count(frontend, end.reason());
    frontend.sessionClosed();
    log.write(
        end,
        new AccessLog.Concurrent(
            frontend.snapshot().sessions(),
            end.node().map(node -> server(node).snapshot().sessions()).orElse(0L),
            frontend.snapshot().held()));
  }

  private void leaves(Node node) {
    server(node).sessionClosed();
  }

  private static void count(TrafficCounters counters, CloseReason reason) {
    switch (reason) {
      case CLIENT_ABORTED -> counters.clientAborted();
      case SERVER_ABORTED -> counters.serverAborted();
      case HOLD_EXPIRED -> counters.holdTimedOut();
      case LIMIT -> counters.refusedByLimit();
      case SERVER_LOST, SERVER_RETURNED, KILLED -> counters.closedBySwitch();
      case COMPLETED, NO_SERVER, CLIENT_IDLE, SERVER_IDLE, STOPPED, INTERNAL -> {}
    }
  }
}
