package io.redisfailover.failover.observer;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands against promoting the standby of the line, judged by what this observer has itself
 * seen. Every method gives the sentence of the first obstacle, or nothing.
 */
public final class Promotability {
  /** How old the look may be on which a promotion rests: a paused process must look again. */
  static final Duration FRESH = Duration.ofMillis(200);

  /** The same after silence: one probe's time-out, and the time above. */
  static final Duration FRESH_SILENCE = Duration.ofMillis(700);

  /** An observer that was blind for longer before the first failure does not know. */
  static final Duration BLIND = Duration.ofMillis(500);

  /** How long a link must have been down to count after silence: one flap proves nothing. */
  static final Duration LINK_DOWN = Duration.ofMillis(250);

  /** A standby hears its master each second, so this many seconds without are a loss. */
  static final long UNHEARD_SECONDS = 2;

  private Promotability() {}

  /**
   * Whether the look at the active server is fresh and confirmed.
   *
   * @param seen what is remembered; must have a line
   * @param now the present moment
   */
  public static Optional<String> staleLook(Observation seen, Instant now) {
    if (!seen.detection().guards().on(Guard.FRESH_VIEW)) {
      return Optional.empty();
    }
    Line line = seen.line().orElseThrow();
    Optional<View> newest = seen.activeSight().newest();
    if (newest.isEmpty()) {
      return Optional.of(line.node() + " was never looked at");
    }
    View view = newest.get();
    if (view.answer() instanceof Answer.Closed closed && !closed.onFreshDial()) {
      return Optional.of(line.node() + " closed a connection and was not dialled again yet");
    }
    Duration limit = view.answer() instanceof Answer.Silent ? FRESH_SILENCE : FRESH;
    return Duration.between(view.sentAt(), now).compareTo(limit) > 0
        ? Optional.of("the last look at " + line.node() + " is too old")
        : Optional.empty();
  }

  /**
   * Whether the standby is a complete enough copy of the line.
   *
   * @param seen what is remembered; must have a line
   * @param maxLagBytes the gap that is allowed
   */
  public static Optional<String> incompleteCopy(Observation seen, long maxLagBytes) {
    Line line = seen.line().orElseThrow();
    String standby = line.node().other().toString();
    Optional<ServerState> state = seen.standbySight().state();
    if (state.isEmpty()) {
      return Optional.of(standby + " cannot be asked");
    }
    ServerState copy = state.get();
    if (!copy.followsPeer() || copy.isSyncing()) {
      return Optional.of(standby + " is " + copy.inWords() + ", not a standby of " + line);
    }
    if (!copy.replicationId().equals(line.replicationId())) {
      return Optional.of(standby + " holds another history than " + line);
    }
    return unwitnessed(seen, copy, standby).or(() -> tooFarBehind(seen, copy, maxLagBytes));
  }

  private static Optional<String> unwitnessed(Observation seen, ServerState copy, String standby) {
    Guards guards = seen.detection().guards();
    Witness witness = seen.witness();
    boolean witnessed =
        witness.caughtUp()
            && witness.linkUp()
            && witness.standbyRunId().filter(copy.runId()::equals).isPresent();
    if (guards.on(Guard.WITNESS) && !witnessed) {
      return Optional.of(standby + " was not seen in sync since its present start and link");
    }
    if (guards.on(Guard.WITNESS_NOT_BLIND) && blind(seen)) {
      return Optional.of("nothing was seen of the active server for a while before it failed");
    }
    return Optional.empty();
  }

  /**
   * More than {@link #BLIND} between the last look at the living server and the first failed one.
   */
  private static boolean blind(Observation seen) {
    Sight active = seen.activeSight();
    if (seen.isHandover()) {
      return false;
    }
    Optional<Instant> alive = seen.witness().activeSeenAt();
    Optional<Instant> failing = active.failingSince().or(seen::failedSince);
    return alive.isPresent()
        && failing.isPresent()
        && Duration.between(alive.get(), failing.get()).compareTo(BLIND) > 0;
  }

  private static Optional<String> tooFarBehind(
      Observation seen, ServerState copy, long maxLagBytes) {
    long gap = seen.witness().highestOffsetBytes() - copy.offsetBytes();
    return seen.detection().guards().on(Guard.MAX_LAG) && gap > maxLagBytes
        ? Optional.of("the standby lacks more than the " + maxLagBytes + " bytes that are allowed")
        : Optional.empty();
  }

  /**
   * Whether the standby still hears the active server, which is then alive and only this observer's
   * own path is cut.
   *
   * @param seen what is remembered; must have a line
   * @param now the present moment
   */
  public static Optional<String> standbyHearsActive(Observation seen, Instant now) {
    if (!seen.detection().guards().on(Guard.STANDBY_LOST_ACTIVE)) {
      return Optional.empty();
    }
    Line line = seen.line().orElseThrow();
    String standby = line.node().other().toString();
    Sight sight = seen.standbySight();
    Optional<Instant> failed = seen.failedSince();
    boolean askedSince =
        failed.isPresent()
            && sight.newest().filter(view -> !view.sentAt().isBefore(failed.get())).isPresent();
    if (!askedSince || sight.state().isEmpty()) {
      return Optional.of(standby + " was not asked since");
    }
    if (!(sight.state().get().role() instanceof ServerState.Replica link)) {
      return Optional.of(standby + " is no replica");
    }
    if (!link.linkUp()) {
      return linkDownProves(seen, now)
          ? Optional.empty()
          : Optional.of("the link of " + standby + " has been down for a moment only");
    }
    return link.lastIoSeconds() >= UNHEARD_SECONDS && pingsEachSecond(seen)
        ? Optional.empty()
        : Optional.of(standby + " still hears " + line.node());
  }

  private static boolean linkDownProves(Observation seen, Instant now) {
    Sight active = seen.activeSight();
    boolean atOnce = active.refused() || active.newest().filter(View::isReplica).isPresent();
    Optional<Instant> since = seen.standbySight().linkDownSince();
    return atOnce
        || (since.isPresent() && Duration.between(since.get(), now).compareTo(LINK_DOWN) >= 0);
  }

  /** Without its pings each second, a quiet master looks to its replica like a lost one. */
  private static boolean pingsEachSecond(Observation seen) {
    return seen.witness().pingsEachSecond();
  }
}
