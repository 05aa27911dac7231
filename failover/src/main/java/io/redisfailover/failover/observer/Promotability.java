package io.redisfailover.failover.observer;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.ByteCount;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands against promoting the standby of the epoch, judged by what this observer has seen,
 * itself or by its peers. Every method gives the sentence of the first obstacle, or nothing.
 */
public final class Promotability {
  /**
   * How old the probe may be on which a promotion rests: a paused process must look again. After
   * silence, the time of one probe comes in addition.
   */
  static final Duration FRESH = Duration.ofMillis(200);

  /** An observer that was blind for longer before the first failure does not know. */
  static final Duration BLIND = Duration.ofMillis(500);

  /** How long a link must have been down to count after silence: one flap proves nothing. */
  static final Duration LINK_DOWN = Duration.ofMillis(250);

  /**
   * A standby hears its primary each second, so this many seconds without are a loss. One that
   * stood still itself must have answered for a while: what its primary sent may not be read yet.
   */
  static final long UNHEARD_SECONDS = 2;

  private Promotability() {}

  /**
   * Whether the probe of the active server is fresh and confirmed.
   *
   * @param seen what is remembered; must have an epoch
   * @param now the present moment
   */
  public static Optional<String> staleProbe(ObserverMemory seen, Instant now) {
    if (!seen.detection().guards().on(Guard.FRESH_PROBE)) {
      return Optional.empty();
    }
    Epoch epoch = seen.epoch().orElseThrow();
    Optional<ProbeResult> newest = seen.activeMemory().newest();
    if (newest.isEmpty()) {
      return Optional.of(epoch.server() + " has not been probed yet");
    }
    ProbeResult result = newest.get();
    if (seen.activeMemory().isDialledAgain()) {
      return Optional.of("waiting for a new connection to " + epoch.server());
    }
    boolean silent = result.answer() instanceof ProbeAnswer.Silent;
    Duration limit = silent ? seen.usualProbeTimeout().plus(FRESH) : FRESH;
    return Duration.between(result.sentAt(), now).compareTo(limit) > 0
        ? Optional.of("waiting for a newer probe of " + epoch.server())
        : Optional.empty();
  }

  /**
   * Whether the standby is a complete enough copy of the epoch.
   *
   * @param seen what is remembered; must have an epoch
   * @param maxLagBytes the gap that is allowed
   */
  public static Optional<String> incompleteCopy(ObserverMemory seen, long maxLagBytes) {
    Epoch epoch = seen.epoch().orElseThrow();
    String standby = epoch.server().other().toString();
    Optional<ServerState> state = seen.standbyMemory().state();
    if (state.isEmpty()) {
      return Optional.of(standby + " " + withoutState(seen.standbyMemory()));
    }
    ServerState copy = state.get();
    if (!copy.followsPeer() || copy.isSyncing()) {
      return Optional.of(standby + " cannot take over because it " + copy.predicate());
    }
    if (!copy.replicationId().equals(epoch.replicationId())) {
      return Optional.of(standby + " holds another history than " + epoch);
    }
    return withoutEvidence(seen, copy, standby).or(() -> tooFarBehind(seen, copy, maxLagBytes));
  }

  private static String withoutState(ServerMemory standby) {
    return standby
        .newest()
        .map(result ->
            result.answer() instanceof ProbeAnswer.Errored errored
                ? "cannot take over because it " + errored.predicate()
                : result.answer().predicate())
        .orElse("has not been probed yet");
  }

  private static Optional<String> withoutEvidence(
      ObserverMemory seen, ServerState copy, String standby) {
    Optional<String> own = lacking(seen, seen.evidence(), failing(seen), copy, standby);
    boolean known =
        own.isEmpty()
            || witnesses(seen)
                .anyMatch(peer ->
                    lacking(seen, peer.evidence(), failing(seen, peer), copy, standby).isEmpty());
    return known
        ? Optional.empty()
        : own.map(why ->
            seen.failedSince()
                .flatMap(seen.ways()::missing)
                .map(who -> why + "; " + who)
                .orElse(why));
  }

  /** Peers that have seen the active server of the same epoch fail, and were asked after that. */
  private static Stream<PeerEvidence> witnesses(ObserverMemory seen) {
    return seen.ways().peers().told().values().stream()
        .filter(peer -> peer.epoch().equals(seen.epoch()))
        .filter(peer -> peer.failingSince().isPresent())
        .filter(peer ->
            seen.failedSince().filter(since -> !peer.askedAt().isBefore(since)).isPresent());
  }

  private static Optional<String> lacking(
      ObserverMemory seen,
      SyncEvidence evidence,
      Optional<Instant> failing,
      ServerState copy,
      String standby) {
    Guards guards = seen.detection().guards();
    if (guards.on(Guard.SYNC_EVIDENCE) && !evidence.shows(copy)) {
      return Optional.of(standby + " has not been seen in sync since its last start or reconnect");
    }
    if (guards.on(Guard.EVIDENCE_RECENT) && blind(seen, evidence, failing)) {
      return Optional.of(
          "the active server was not seen for a while before it failed, so "
              + standby
              + " may lack writes");
    }
    return Optional.empty();
  }

  /** A peer may have lost sight of a server that others have seen alive after that. */
  private static Optional<Instant> failing(ObserverMemory seen, PeerEvidence peer) {
    return seen.detection().guards().on(Guard.PEER_NOT_BLIND)
        ? Stream.concat(
                Stream.of(peer.failingSince(), seen.evidence().activeSeenAt()),
                seen.ways().peers().told().values().stream()
                    .filter(other -> other.epoch().equals(seen.epoch()))
                    .map(other -> other.evidence().activeSeenAt()))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
        : peer.evidence().activeSeenAt();
  }

  private static Optional<Instant> failing(ObserverMemory seen) {
    return seen.activeMemory().failingSince().or(seen::failedSince);
  }

  /**
   * More than {@link #BLIND} between the last probe of the living server and the first failed one,
   * or, while an answer of a slow one was awaited, the last that showed the standby's link up. A
   * time in which nobody forwarded does not count: no client was told of what happened in it.
   */
  private static boolean blind(
      ObserverMemory seen, SyncEvidence evidence, Optional<Instant> failing) {
    if (seen.isHandover()) {
      return false;
    }
    Optional<Instant> alive = evidence.activeSeenAt();
    return alive.isPresent()
        && failing.isPresent()
        && !evidence.watchedUntil(failing.get(), seen.answerLasts())
        && Duration.between(alive.get(), failing.get())
                .minus(untold(seen, alive.get(), failing.get()))
                .compareTo(BLIND)
            > 0;
  }

  private static Duration untold(ObserverMemory seen, Instant alive, Instant failing) {
    return seen.failedSince()
        .map(since ->
            seen.detection().guards().on(Guard.NOBODY_WAS_TOLD)
                ? seen.ways().untold(alive, failing, since)
                : seen.ways().own().within(alive, failing))
        .orElse(Duration.ZERO);
  }

  /**
   * {@return whether the other proxies are to be asked what they have seen: there are some, the
   * active server has failed, and this observer has not seen enough of the standby itself}
   *
   * @param seen what is remembered
   */
  public static boolean asksPeers(ObserverMemory seen) {
    return seen.ways().peers().names().filter(names -> !names.isEmpty()).isPresent()
        && needsPeers(seen);
  }

  private static boolean needsPeers(ObserverMemory seen) {
    Optional<ServerState> copy =
        seen.epoch().isEmpty() ? Optional.empty() : seen.standbyMemory().state();
    return seen.failedSince().isPresent()
        && copy.isPresent()
        && lacking(seen, seen.evidence(), failing(seen), copy.get(), "").isPresent();
  }

  private static Optional<String> tooFarBehind(
      ObserverMemory seen, ServerState copy, long maxLagBytes) {
    long highest =
        witnesses(seen)
            .mapToLong(peer -> peer.evidence().highestOffsetBytes())
            .reduce(seen.evidence().highestOffsetBytes(), Math::max);
    long gap = highest - copy.offsetBytes();
    return seen.detection().guards().on(Guard.MAX_LAG) && gap > maxLagBytes
        ? Optional.of(
            seen.epoch().orElseThrow().server().other()
                + " is further behind than the "
                + ByteCount.inWords(maxLagBytes)
                + " that failover.maxLag allows")
        : Optional.empty();
  }

  /**
   * Whether the standby still hears the active server, which is then alive and only this observer's
   * own path is cut.
   *
   * @param seen what is remembered; must have an epoch
   * @param now the present moment
   */
  public static Optional<String> standbyHearsActive(ObserverMemory seen, Instant now) {
    if (!seen.detection().guards().on(Guard.STANDBY_LOST_ACTIVE)) {
      return Optional.empty();
    }
    Epoch epoch = seen.epoch().orElseThrow();
    String standby = epoch.server().other().toString();
    ServerMemory memory = seen.standbyMemory();
    Optional<Instant> failed = seen.failedSince();
    boolean askedSince =
        failed.isPresent()
            && memory
                .newest()
                .filter(result -> !result.sentAt().isBefore(failed.get()))
                .isPresent();
    if (!askedSince || memory.state().isEmpty()) {
      return Optional.of("waiting for the next probe of " + standby);
    }
    if (!(memory.state().get().role() instanceof ServerState.Replica link)) {
      return Optional.of(standby + " is not a replica");
    }
    if (!link.linkUp()) {
      return linkDownProves(seen, now)
          ? Optional.empty()
          : Optional.of(standby + " lost its replication link only a moment ago");
    }
    boolean unheard = link.lastIoSeconds() >= UNHEARD_SECONDS && pingsEachSecond(seen);
    if (unheard && !memory.answersFor(LINK_DOWN, now)) {
      return Optional.of(standby + " answers again since a moment ago only");
    }
    return unheard ? Optional.empty() : Optional.of(standby + " still hears " + epoch.server());
  }

  private static boolean linkDownProves(ObserverMemory seen, Instant now) {
    ServerMemory active = seen.activeMemory();
    boolean atOnce = active.refused() || active.newest().filter(ProbeResult::isReplica).isPresent();
    Optional<Instant> since = seen.standbyMemory().linkDownSince();
    return atOnce
        || (since.isPresent() && Duration.between(since.get(), now).compareTo(LINK_DOWN) >= 0);
  }

  /** Without its pings each second, a quiet primary looks to its replica like a lost one. */
  private static boolean pingsEachSecond(ObserverMemory seen) {
    boolean own = seen.evidence().pingsEachSecond();
    return own || witnesses(seen).anyMatch(peer -> peer.evidence().pingsEachSecond());
  }
}
