package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two clocks that have nothing to do with each other. */
class PeerReportTest {
  private static final Instant THEIRS = Instant.ofEpochSecond(7_000);
  private static final Instant OURS = Instant.ofEpochSecond(100);
  private static final SyncEvidence EVIDENCE =
      new SyncEvidence(
          Optional.of("run"),
          Optional.of(THEIRS.minusSeconds(60)),
          true,
          true,
          10,
          20,
          true,
          Optional.of(THEIRS.minusMillis(300)),
          Optional.of(THEIRS.minusMillis(250)),
          Optional.empty());

  private static PeerEvidence translated(long roundTripMillis) {
    Lull lull = new Lull(THEIRS.minusMillis(250), THEIRS.minusMillis(50));
    return new PeerReport(
            THEIRS,
            Optional.empty(),
            EVIDENCE,
            Optional.of(THEIRS.minusMillis(200)),
            Lulls.NONE.with(lull))
        .translated(OURS, OURS.plusMillis(roundTripMillis));
  }

  @Test
  void whatWasSeenIsDatedAtTheEarliest() {
    PeerEvidence told = translated(100);

    assertThat(told.askedAt()).isEqualTo(OURS);
    assertThat(told.evidence().activeSeenAt()).contains(OURS.minusMillis(300));
    assertThat(told.evidence().watchedAt()).contains(OURS.minusMillis(250));
    assertThat(told.evidence().linkedSince()).contains(OURS.minusSeconds(60));
    assertThat(told.failingSince()).contains(OURS.minusMillis(200));
  }

  @Test
  void aLullIsAsShortAsItMayHaveBeen() {
    assertThat(translated(100).lulls().list())
        .containsExactly(new Lull(OURS.minusMillis(150), OURS.minusMillis(50)));
    assertThat(translated(201).lulls()).isEqualTo(Lulls.NONE);
  }

  @Test
  void whatAPeerSaidCountsForAMomentAndTheNewestCounts() {
    Peers peers = Peers.UNKNOWN.named(Set.of("a"), Instant.EPOCH);
    PeerEvidence old = translated(1);
    PeerEvidence newer =
        new PeerEvidence(
            OURS.plusMillis(50), old.epoch(), old.evidence(), Optional.empty(), Lulls.NONE);

    assertThat(peers.said("a", newer).said("a", old).told()).isEqualTo(Map.of("a", newer));
    assertThat(peers.said("b", newer).told()).isEmpty();
    assertThat(Peers.UNKNOWN.said("a", newer).told()).isEmpty();
    assertThat(peers.said("a", old).at(OURS.plus(Peers.LASTS)).told()).hasSize(1);
    assertThat(peers.said("a", old).at(OURS.plus(Peers.LASTS).plus(Duration.ofMillis(1))).told())
        .isEmpty();
  }
}
