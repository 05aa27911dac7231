package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one observer itself has seen of the standby keeping up with the active server. It is kept in
 * memory only: who has just started has seen nothing, and asks its peers.
 *
 * @param standbyRunId the standby's life that this is about
 * @param linkedSince when the first probe was sent of the present row that shows its link up
 * @param caughtUp whether, in this life and on this link, it has shown an offset at or beyond one
 *     that the active server had shown earlier, but after the link was seen up: the first seconds
 *     of a link carry nothing
 * @param linkUp whether its link was up when the active server was last seen alive, by an answer
 *     from about that time: of the present row of probes before, or of half a second after
 * @param markOffsetBytes the first offset that the active server showed on the present link, which
 *     the standby has to reach; -1 when there is none yet
 * @param highestOffsetBytes the highest offset that the active server ever showed in this epoch
 * @param pingsEachSecond whether the active server said that it pings its replicas every second
 * @param activeSeenAt when the probe result was sent in which the active server was last seen alive
 * @param watchedAt until when both servers were watched: the newest of the probes that show the
 *     active server alive, and of those that show the standby's link up, each at most {@link
 *     Promotability#BLIND} after the one before
 * @param chased an offset that the active server showed and the standby did not yet, if any
 */
public record SyncEvidence(
    Optional<String> standbyRunId,
    Optional<Instant> linkedSince,
    boolean caughtUp,
    boolean linkUp,
    long markOffsetBytes,
    long highestOffsetBytes,
    boolean pingsEachSecond,
    Optional<Instant> activeSeenAt,
    Optional<Instant> watchedAt,
    Optional<Chased> chased) {
  /** A standby that does not reach an offset within this time does not keep up. */
  static final Duration KEEPS_UP = Duration.ofMillis(500);

  /**
   * An offset that the standby has to reach.
   *
   * @param offsetBytes the offset
   * @param since when the active server was asked that showed it
   */
  public record Chased(long offsetBytes, Instant since) {}

  /** Nothing seen in this epoch. */
  public static final SyncEvidence NONE =
      new SyncEvidence(
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          -1,
          -1,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** {@return whether it was seen in sync, in this life of it and on its present link} */
  boolean shows(ServerState standby) {
    return caughtUp && linkUp && standbyRunId.filter(standby.runId()::equals).isPresent();
  }

  /** {@return the same, dated by another clock} */
  SyncEvidence moved(Duration by) {
    return new SyncEvidence(
        standbyRunId,
        linkedSince.map(moment -> moment.plus(by)),
        caughtUp,
        linkUp,
        markOffsetBytes,
        highestOffsetBytes,
        pingsEachSecond,
        activeSeenAt.map(moment -> moment.plus(by)),
        watchedAt.map(moment -> moment.plus(by)),
        Optional.empty());
  }

  /**
   * {@return whether the active server's last answer was awaited for so long at most, and the
   * standby's link seen up meanwhile, which says that nothing had broken}
   *
   * @param until when the first probe was sent that was not answered
   * @param answer how long a slow active server may take to answer
   */
  boolean watchedUntil(Instant until, Duration answer) {
    return activeSeenAt
            .filter(alive -> Duration.between(alive, until).compareTo(answer) <= 0)
            .isPresent()
        && watchedAt
            .filter(moment -> Duration.between(moment, until).compareTo(Promotability.BLIND) <= 0)
            .isPresent();
  }

  /** {@return with one more probe, unless there was a pause before it} */
  private Optional<Instant> watchedOn(Instant sentAt) {
    return watchedAt
        .filter(watched -> sentAt.isAfter(watched))
        .filter(watched -> Duration.between(watched, sentAt).compareTo(Promotability.BLIND) <= 0)
        .map(watched -> sentAt)
        .or(() -> watchedAt);
  }

  /** {@return with a probe that shows the active server alive, which begins anew after a pause} */
  private Optional<Instant> watchedAgain(Instant sentAt) {
    return watchedAt.filter(sentAt::isBefore).or(() -> Optional.of(sentAt));
  }

  /**
   * {@return whether the standby has reached, or has had less than half a second to reach, what the
   * active server showed; a link can be up for seconds before anything flows}
   *
   * @param now the present moment
   */
  public boolean keepsUp(Instant now) {
    return chased
        .filter(offset -> Duration.between(offset.since(), now).compareTo(KEEPS_UP) >= 0)
        .isEmpty();
  }

  /**
   * The epoch's active server was seen alive. What the standby showed before that probe says
   * whether its link was up then; what it showed later may already be the active server's death.
   *
   * @param active what it said
   * @param sentAt when it was asked
   * @param standby what is remembered of the standby at this moment
   * @param lasts how long an answer of the standby says how its link is
   */
  SyncEvidence activeSeen(
      ServerState active, Instant sentAt, ServerMemory standby, Duration lasts) {
    boolean shownBefore =
        standby.newest().filter(result -> !result.sentAt().isAfter(sentAt)).isPresent();
    boolean longBefore = isLongBefore(standby, sentAt, lasts);
    boolean linked = !longBefore && isLinked(standby);
    // The active server may answer late: what the newest of a row of answers showed later, the
    // first one showed before.
    boolean upBefore = linked && linkedSince.filter(since -> !since.isAfter(sentAt)).isPresent();
    boolean downBefore =
        standby.answered()
            && standby.linkDownSince().filter(since -> !since.isAfter(sentAt)).isPresent();
    boolean shown = shownBefore || upBefore || downBefore;
    boolean marks =
        markOffsetBytes < 0 && linkedSince.filter(since -> !sentAt.isBefore(since)).isPresent();
    boolean seenUnlinked =
        (shownBefore || downBefore) && !longBefore && standby.answered() && !linked;
    return new SyncEvidence(
        standbyRunId,
        linkedSince,
        caughtUp && !seenUnlinked,
        shown ? linked : linkUp,
        marks ? active.offsetBytes() : markOffsetBytes,
        Math.max(highestOffsetBytes, active.offsetBytes()),
        active.pingPeriodSeconds() == 1,
        Optional.of(sentAt),
        watchedAgain(sentAt),
        chased.or(() -> lacking(active, sentAt, standby)));
  }

  /**
   * The active server answered with an error that hides what it is, as one that runs a long script.
   * It is the one that was seen before if the standby's link to it has been up since then.
   *
   * @param sentAt when it was asked
   * @param standby what is remembered of the standby at this moment
   * @param lasts how long an answer of the standby says how its link is
   */
  SyncEvidence activeErrored(Instant sentAt, ServerMemory standby, Duration lasts) {
    boolean sameServer =
        !isLongBefore(standby, sentAt, lasts)
            && isLinked(standby)
            && linkedSince
                .filter(since -> activeSeenAt.filter(seen -> !seen.isBefore(since)).isPresent())
                .isPresent();
    return sameServer
        ? new SyncEvidence(
            standbyRunId,
            linkedSince,
            caughtUp,
            true,
            markOffsetBytes,
            highestOffsetBytes,
            pingsEachSecond,
            Optional.of(sentAt),
            watchedAgain(sentAt),
            chased)
        : this;
  }

  private static boolean isLongBefore(ServerMemory standby, Instant sentAt, Duration lasts) {
    return standby.newest().filter(result -> isOld(result, sentAt, lasts)).isPresent();
  }

  private static boolean isLinked(ServerMemory standby) {
    return standby.state().filter(ServerState::isLinkedToPeer).isPresent();
  }

  /** What an observer saw of the standby before it stood still itself says nothing of now. */
  private static boolean isOld(ProbeResult shown, Instant now, Duration lasts) {
    return Duration.between(shown.receivedAt(), now).compareTo(lasts) > 0;
  }

  private static Optional<Chased> lacking(
      ServerState active, Instant sentAt, ServerMemory standby) {
    return standby
        .state()
        .filter(ServerState::isLinkedToPeer)
        .filter(copy -> copy.offsetBytes() < active.offsetBytes())
        .map(copy -> new Chased(active.offsetBytes(), sentAt));
  }

  /**
   * The standby answered. A link that is down ends the sync evidence only when the active server
   * was seen alive after that: a link goes down first when the active server dies.
   *
   * @param standby what it said
   * @param result when it was asked, and when it answered
   * @param epoch the epoch
   * @param lasts how long an answer of it says how its link is
   */
  SyncEvidence standbySeen(ServerState standby, ProbeResult result, Epoch epoch, Duration lasts) {
    Instant sentAt = result.sentAt();
    boolean sameLife = standbyRunId.filter(standby.runId()::equals).isPresent();
    boolean aliveSince = activeSeenAt.filter(sentAt::isBefore).isPresent();
    boolean kept = caughtUp && sameLife && (standby.isLinkedToPeer() || !aliveSince);
    Optional<Instant> since =
        standby.isLinkedToPeer()
            ? linkedSince.filter(when -> sameLife).or(() -> Optional.of(sentAt))
            : Optional.empty();
    boolean sameLink = since.isPresent() && since.equals(linkedSince);
    boolean linkedThen =
        standby.isLinkedToPeer()
            && activeSeenAt
                .filter(alive -> !isOld(result, alive, lasts))
                .filter(
                    alive -> Duration.between(alive, sentAt).compareTo(Promotability.BLIND) <= 0)
                .isPresent();
    boolean catchesUp =
        sameLink
            && markOffsetBytes >= 0
            && standby.offsetBytes() >= markOffsetBytes
            && standby.replicationId().equals(epoch.replicationId());
    return new SyncEvidence(
        Optional.of(standby.runId()),
        since,
        kept || catchesUp,
        linkUp || linkedThen,
        sameLink ? markOffsetBytes : -1,
        highestOffsetBytes,
        pingsEachSecond,
        activeSeenAt,
        standby.isLinkedToPeer() && sameLife ? watchedOn(sentAt) : watchedAt,
        chased.filter(offset -> sameLink && standby.offsetBytes() < offset.offsetBytes()));
  }
}
