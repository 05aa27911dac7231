package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a proxy tells another one that asks, in the times of its own clock. The clocks of two
 * processes have nothing to do with each other, so only the differences to {@code at} count.
 *
 * @param at the present moment
 * @param epoch the epoch that it believes in
 * @param evidence what it has itself seen of the standby
 * @param failingSince since when the active server does not answer it; absent while it does
 * @param lulls when it passed nothing between clients and servers
 */
public record PeerReport(
    Instant at,
    Optional<Epoch> epoch,
    SyncEvidence evidence,
    Optional<Instant> failingSince,
    Lulls lulls) {
  /** {@return the report of a proxy that remembers this} */
  public static PeerReport of(ObserverMemory seen, Instant now) {
    return new PeerReport(
        now,
        seen.epoch(),
        seen.evidence(),
        seen.failedSince()
            .flatMap(since -> seen.activeMemory().failingSince().or(() -> Optional.of(since))),
        seen.ways().own());
  }

  /** {@return the same, without a word of the standby} */
  public PeerReport withoutEvidence() {
    return new PeerReport(at, epoch, SyncEvidence.NONE, failingSince, lulls);
  }

  /**
   * Translates it to the clock of the process that asked. It was written at some moment between the
   * question and the answer: what was seen is dated at the earliest, and a lull is as short as it
   * may have been.
   *
   * @param askedAt when the question was sent
   * @param receivedAt when the answer had arrived
   */
  public PeerEvidence translated(Instant askedAt, Instant receivedAt) {
    Duration earliest = Duration.between(at, askedAt);
    Duration latest = Duration.between(at, receivedAt);
    List<Lull> shortest =
        lulls.list().stream()
            .map(lull -> List.of(lull.from().plus(latest), lull.to().plus(earliest)))
            .filter(ends -> !ends.getLast().isBefore(ends.getFirst()))
            .map(ends -> new Lull(ends.getFirst(), ends.getLast()))
            .toList();
    return new PeerEvidence(
        askedAt,
        epoch,
        evidence.moved(earliest),
        failingSince.map(since -> since.plus(earliest)),
        new Lulls(shortest));
  }
}
