package io.redisfailover.proxy.stats.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the traffic of the frontend or of one server. Any thread may call any method at any time,
 * and none blocks for long; the byte counters are cheap enough for the byte path.
 *
 * <p>A session counts on the frontend from accept to close, and on a server from the successful
 * dial to close. A held connection counts as a session of the frontend too.
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
  private final LongAdder rejected = new LongAdder();
  private final LongAdder clientAborts = new LongAdder();
  private final LongAdder serverAborts = new LongAdder();
  private final LongAdder closedByRoleChange = new LongAdder();
  private final LongAdder unlogged = new LongAdder();
  private final AtomicLong lastSessionNanos = new AtomicLong(NEVER);

  /** What each total was when it was cleared; a total that is missing never was. */
  private volatile Map<LongAdder, Long> cleared = Map.of();

  /** Creates counters at zero. */
  public TrafficCounters() {
    this(System::nanoTime);
  }

  /**
   * Creates counters at zero that measure rates by {@code nanoClock}.
   *
   * @param nanoClock nanoseconds of a clock that never runs back
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

  /** A session ended; once for each that began. */
  public void sessionClosed() {
    sessions.down();
  }

  /** Bytes arrived from the client. */
  public void bytesIn(long count) {
    bytesIn.add(count);
  }

  /** Bytes were sent to the client. */
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

  /** A failed dial was repeated. */
  public void retried() {
    retries.increment();
  }

  /** A failed dial was repeated on the other server. */
  public void redispatched() {
    redispatches.increment();
  }

  /** A connection began to wait for the route. */
  public void holdStarted() {
    held.up();
    heldTotal.increment();
  }

  /** A connection stopped waiting for the route; once for each that began. */
  public void holdEnded() {
    held.down();
  }

  /** A held connection was closed because the hold took too long. */
  public void holdTimedOut() {
    heldTimedOut.increment();
  }

  /** A connection was closed because a limit was reached. */
  public void rejected() {
    rejected.increment();
  }

  /** The client reset its connection during a transfer. */
  public void clientAborted() {
    clientAborts.increment();
  }

  /** The server reset its connection during a transfer. */
  public void serverAborted() {
    serverAborts.increment();
  }

  /** The proxy closed a session because the active server changed. */
  public void closedByRoleChange() {
    closedByRoleChange.increment();
  }

  /** A session ended without its line in the access log. */
  public void unlogged() {
    unlogged.increment();
  }

  /** Begins the maxima anew. */
  public void clearMaxima() {
    sessions.clearMax();
    held.clearMax();
    rate.clearMax();
  }

  /** Begins every total anew, and the maxima. What happens at the same time is not lost. */
  public void clear() {
    cleared =
        Stream.of(
                sessionsTotal,
                bytesIn,
                bytesOut,
                connectionAttempts,
                connectionErrors,
                retries,
                redispatches,
                heldTotal,
                heldTimedOut,
                rejected,
                clientAborts,
                serverAborts,
                closedByRoleChange,
                unlogged)
            .collect(Collectors.toUnmodifiableMap(total -> total, LongAdder::sum));
    clearMaxima();
  }

  /** {@return the present counts; they are read one after another, not at one instant} */
  public Traffic snapshot() {
    return new Traffic(
        new Traffic.Sessions(
            sessions.current(), sessions.max(), sum(sessionsTotal), sinceLastSession()),
        new Traffic.Rate(rate.perSecond(), rate.maxPerSecond()),
        new Traffic.Volume(sum(bytesIn), sum(bytesOut)),
        new Traffic.Dials(
            sum(connectionAttempts), sum(connectionErrors), sum(retries), sum(redispatches)),
        new Traffic.Holds(held.current(), held.max(), sum(heldTotal), sum(heldTimedOut)),
        new Traffic.Ends(
            sum(rejected),
            sum(clientAborts),
            sum(serverAborts),
            sum(closedByRoleChange),
            sum(unlogged)));
  }

  private long sum(LongAdder total) {
    return total.sum() - cleared.getOrDefault(total, 0L);
  }

  /** {@return sessions at the moment} */
  public long sessions() {
    return sessions.current();
  }

  /** {@return connections that wait for the route at the moment} */
  public long held() {
    return held.current();
  }

  /** {@return connections that were ever held, whatever was cleared} */
  public long heldTotal() {
    return heldTotal.sum();
  }

  private Optional<Duration> sinceLastSession() {
    long last = lastSessionNanos.get();
    return last == NEVER
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, nanoClock.getAsLong() - last)));
  }
}
