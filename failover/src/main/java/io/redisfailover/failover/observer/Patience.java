package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the active server must be silent before that counts as its failure.
 *
 * <p>At least {@code detection.timeout}. Nothing tells a server that is busy, or waits for a disk
 * or a processor, from one that has stopped for good. So one that went on after a pause gets twice
 * as long the next time, whichever server is active then: clients take a slow command along. And an
 * observer that is late itself cannot tell how long a server was silent. Immutable.
 *
 * @param least {@code detection.timeout}
 * @param stalls the pauses of the active server after which it went on
 * @param work those of them in which it was busy
 * @param latenessMaster by how much this observer itself was late with its probes of Master
 * @param latenessBackup the same of Backup; one pause of this process delays both, and is one pause
 * @param falseAlarm the newest stall that was taken for a failure, if there was one
 */
public record Patience(
    Duration least,
    RecentDurations stalls,
    RecentDurations work,
    RecentDurations latenessMaster,
    RecentDurations latenessBackup,
    Optional<Stall> falseAlarm) {
  /**
   * Half of the time for which a stall is remembered. Source: what stalls a server (a slow command
   * that is run again and again, a disk, a neighbour) comes back within minutes.
   */
  static final Duration STALLS = Duration.ofMinutes(5);

  /** Half of the time for which the observer's own lateness counts. */
  static final Duration LATENESS = Duration.ofSeconds(5);

  /**
   * An observer that was late by this much in that time is starved. Source: several times what a
   * garbage collection takes, a third of the usual {@code detection.timeout}.
   */
  static final Duration STARVED = Duration.ofMillis(500);

  /**
   * Lateness below this does not count. Source: twenty probes a second are late by some
   * milliseconds each on any machine that does other work too.
   */
  static final Duration NOTICEABLE = Duration.ofMillis(100);

  /** The limit of what is granted, as a multiple of {@code detection.timeout}. */
  static final int MOST = 4;

  /**
   * The same while the observer is starved, and most likely the servers with it, up to {@link
   * #MOST_WORK}. Source: servers that were silent for 6 s and more while eight pairs started on two
   * processors.
   */
  static final int MOST_STARVED = 10;

  /** The limit for a server that was busy, if that is more: long commands take seconds. */
  static final Duration MOST_WORK = Duration.ofSeconds(30);

  /** One that has seen no stall. */
  static Patience of(Duration least) {
    return new Patience(
        least,
        RecentDurations.none(STALLS),
        RecentDurations.none(STALLS),
        RecentDurations.none(LATENESS),
        RecentDurations.none(LATENESS),
        Optional.empty());
  }

  /** Lets time pass. */
  Patience at(Instant now) {
    RecentDurations recent = stalls.at(now);
    return with(
        recent,
        work.at(now),
        latenessMaster.at(now),
        latenessBackup.at(now),
        falseAlarm.filter(stall -> recent.longest().compareTo(stall.length()) >= 0));
  }

  /** The observer itself was late with a probe. */
  Patience late(ProbeResult result) {
    if (result.late().compareTo(NOTICEABLE) < 0) {
      return this;
    }
    boolean master = result.server() == Server.MASTER;
    RecentDurations more =
        (master ? latenessMaster : latenessBackup).plus(result.late(), result.receivedAt());
    return with(
        stalls, work, master ? more : latenessMaster, master ? latenessBackup : more, falseAlarm);
  }

  /** The active server went on. */
  Patience after(Stall stall) {
    Instant now = stall.endedAt();
    return with(
        stalls.longest(stall.length(), now),
        stall.busy() ? work.longest(stall.length(), now) : work,
        latenessMaster,
        latenessBackup,
        stall.length().compareTo(silence()) > 0 ? Optional.of(stall) : falseAlarm);
  }

  private Patience with(
      RecentDurations newStalls,
      RecentDurations newWork,
      RecentDurations master,
      RecentDurations backup,
      Optional<Stall> alarm) {
    return new Patience(least, newStalls, newWork, master, backup, alarm);
  }

  /** {@return the silence that counts as a failure} */
  public Duration silence() {
    Duration most = times(MOST);
    Duration mostWork = longer(most, MOST_WORK);
    Duration starved = longer(most, shorter(times(MOST_STARVED), MOST_WORK));
    Duration stalled = isStarved() ? starved : shorter(twice(stalls.longest()), most);
    Duration worked = shorter(twice(work.longest()), mostWork);
    return longer(least, longer(stalled, worked));
  }

  /** {@return whether more than {@code detection.timeout} is granted at present} */
  public boolean isRaised() {
    return silence().compareTo(least) > 0;
  }

  /**
   * {@return what is different because of the newest stall that was taken for a failure, in one
   * sentence; absent when nothing is}
   */
  public Optional<String> inWords() {
    return falseAlarm
        .filter(stall -> isRaised())
        .map(stall ->
            "silence counts as a failure after %s instead of %s for the next %d to %d minutes"
                .formatted(
                    Stall.seconds(silence()),
                    Stall.seconds(least),
                    STALLS.toMinutes(),
                    2 * STALLS.toMinutes()));
  }

  /** {@return whether this observer itself gets too little processor time to judge by the clock} */
  public boolean isStarved() {
    return longer(latenessMaster.sum(), latenessBackup.sum()).compareTo(STARVED) >= 0;
  }

  /**
   * {@return a time that is {@code usual} with {@code detection.timeout}, stretched as that is now:
   * a slow server is not given up and asked anew before it can have answered}
   */
  Duration scaled(Duration usual) {
    Duration silence = shorter(silence(), times(MOST));
    return Duration.ofMillis(usual.toMillis() * silence.toMillis() / least.toMillis());
  }

  private Duration times(int factor) {
    return Duration.ofNanos(least.toNanos() * factor);
  }

  /** Asked thousands of times a second by the simulator; a product of a duration is slow. */
  private static Duration twice(Duration time) {
    return time.plus(time);
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
