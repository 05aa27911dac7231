package io.redisfailover.proxy.stats;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts the traffic of the frontend or of one server: one object for each. Every method may be
 * called by any thread at any time and never blocks for long; the byte counters are cheap enough
 * for the byte path.
 *
 * <p>A session counts on the frontend from accept to close and on a server from the connected dial
 * to close. Connections that are held count on the frontend, as sessions too.
 */
public final class TrafficCounters {
  private static final long NEVER = Long.MIN_VALUE;

  private final LongSupplier nanoClock;
  private final Gauge sessions = new Gauge();
  private final Gauge held = new Gauge();
  private final SessionRate rate;
  private final LongAdder sessionsTotal = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder connectionAttempts = new LongAdder();
  private final LongAdder connectionErrors = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder redispatches = new LongAdder();
  private final LongAdder heldTotal = new LongAdder();
  private final LongAdder heldTimedOut = new LongAdder();
  private final LongAdder refusedByLimit = new LongAdder();
  private final LongAdder clientAborts = new LongAdder();
  private final LongAdder serverAborts = new LongAdder();
  private final LongAdder closedBySwitch = new LongAdder();
  private final AtomicLong lastSessionNanos = new AtomicLong(NEVER);

  /** Counters at zero. */
  public TrafficCounters() {
    this(System::nanoTime);
  }

  /**
   * Counters at zero that take the time of their rates from {@code nanoClock}.
   *
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  TrafficCounters(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.rate = new SessionRate(nanoClock);
  }

  /** A session began. */
  public void sessionOpened() {
    sessions.up();
    sessionsTotal.increment();
    rate.count();
    lastSessionNanos.set(nanoClock.getAsLong());
  }

  /** A session ended; exactly once for each one that began. */
  public void sessionClosed() {
    sessions.down();
  }

  /** Bytes came from the client. */
  public void bytesIn(long count) {
    bytesIn.add(count);
  }

  /** Bytes went to the client. */
  public void bytesOut(long count) {
    bytesOut.add(count);
  }

  /** A dial to a server began. */
  public void connectionAttempted() {
    connectionAttempts.increment();
  }

  /** A dial to a server failed. */
  public void connectionFailed() {
    connectionErrors.increment();
  }

  /** A failed dial was tried again. */
  public void retried() {
    retries.increment();
  }

  /** A failed dial was tried again on the other server. */
  public void redispatched() {
    redispatches.increment();
  }

  /** A connection began to wait for the route to be decided. */
  public void holdStarted() {
    held.up();
    heldTotal.increment();
  }

  /** A held connection waits no longer, for whatever reason; exactly once for each that began. */
  public void holdEnded() {
    held.down();
  }

  /** A held connection was closed because it had waited too long. */
  public void holdTimedOut() {
    heldTimedOut.increment();
  }

  /** A connection was refused because a limit was reached. */
  public void refusedByLimit() {
    refusedByLimit.increment();
  }

  /** The client reset its connection in the middle of a transfer. */
  public void clientAborted() {
    clientAborts.increment();
  }

  /** The server reset its connection in the middle of a transfer. */
  public void serverAborted() {
    serverAborts.increment();
  }

  /** The proxy closed a session because the active server changed. */
  public void closedBySwitch() {
    closedBySwitch.increment();
  }

  /** {@return how it stands now; the numbers are read one after another, not at one instant} */
  public Traffic snapshot() {
    return new Traffic(
        sessions.current(),
        sessions.max(),
        sessionsTotal.sum(),
        rate.perSecond(),
        rate.maxPerSecond(),
        sinceLastSession(),
        bytesIn.sum(),
        bytesOut.sum(),
        connectionAttempts.sum(),
        connectionErrors.sum(),
        retries.sum(),
        redispatches.sum(),
        held.current(),
        held.max(),
        heldTotal.sum(),
        heldTimedOut.sum(),
        refusedByLimit.sum(),
        clientAborts.sum(),
        serverAborts.sum(),
        closedBySwitch.sum());
  }

  private Optional<Duration> sinceLastSession() {
    long last = lastSessionNanos.get();
    return last == NEVER
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, nanoClock.getAsLong() - last)));
  }
}
