package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the record of a role change says of each observer. */
class EvidenceTraceTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);
  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, "id");
  private static final String PEER = "10.0.0.8:8182";

  @Test
  void anObserverThatSawEverythingSaysWhenItSawTheActiveServerLast() {
    assertThat(EvidenceTrace.of(watched(500), "this proxy"))
        .containsExactly(
            "this proxy had seen Backup in sync, and Master answer until 100 ms before it failed");
  }

  @Test
  void aStandstillIsNamed() {
    ObserverMemory seen =
        watched(2_400).stoodStill(new Lull(START.plusMillis(450), START.plusMillis(2_390)));

    assertThat(EvidenceTrace.of(seen, "this proxy"))
        .containsExactly(
            "this proxy had seen Backup in sync, and Master answer until 2000 ms before it"
                + " failed, of which it passed nothing on for 1940 ms");
  }

  /** The controller never passes anything on, which is not worth a word. */
  @Test
  void anObserverBesideTheWaysDoesNotSpeakOfItsLull() {
    assertThat(EvidenceTrace.of(watched(500).besideTheWays(), "the controller"))
        .containsExactly(
            "the controller had seen Backup in sync, and Master answer until 100 ms before it"
                + " failed");
  }

  @Test
  void aPeerThatAnsweredAndOneThatDidNotStandBesideTheObserver() {
    ObserverMemory started =
        starting()
            .seen(standby(500))
            .seen(refused(510))
            .peersNamed(Set.of(PEER, "10.0.0.9:8182"), START);
    ObserverMemory seen = started.peerSaid(PEER, told(Optional.of(EPOCH), true));

    assertThat(EvidenceTrace.of(seen, "the controller"))
        .containsExactly(
            "the controller had not seen Backup in sync, and had never seen Master answer",
            PEER + " had seen Backup in sync, and Master answer until 100 ms before it failed",
            "10.0.0.9:8182 did not say what it had seen");
  }

  @Test
  void peersThatWereAskedInVainAreNamedToo() {
    ObserverMemory started = starting().seen(standby(500)).seen(refused(510));

    assertThat(EvidenceTrace.of(started.peersNamed(Set.of(PEER), START), "this proxy"))
        .containsExactly(
            "this proxy had not seen Backup in sync, and had never seen Master answer",
            PEER + " did not say what it had seen");
  }

  @Test
  void peersThatNeedNotBeAskedDoNotStandThere() {
    assertThat(EvidenceTrace.of(watched(500).peersNamed(Set.of(PEER), START), "this proxy"))
        .hasSize(1);
  }

  @Test
  void aPeerOfAnotherEpochAndOneThatStillReachesTheActiveServerAreNamedAsThat() {
    ObserverMemory seen = watched(500).peersNamed(Set.of(PEER), START);

    assertThat(EvidenceTrace.of(seen.peerSaid(PEER, told(Optional.empty(), true)), "this proxy"))
        .contains(PEER + " believed in no epoch");
    assertThat(EvidenceTrace.of(seen.peerSaid(PEER, told(Optional.of(EPOCH), false)), "this proxy"))
        .contains(PEER + " still had answers of Master");
  }

  @Test
  void thereIsNothingToTellWhileTheActiveServerAnswers() {
    assertThat(EvidenceTrace.of(starting(), "this proxy")).isEmpty();
  }

  private static ObserverMemory starting() {
    return ObserverMemory.starting(
            START, new ObserverMemory.Detection(Duration.ofMillis(1_500), Guards.ALL))
        .adopt(EPOCH, Optional.of("Master-run"), START);
  }

  /** Both servers healthy until 400 ms; then the active one refuses at the given time. */
  private static ObserverMemory watched(long refusedAt) {
    ObserverMemory seen = starting();
    for (long at = 0; at <= 400; at += 100) {
      seen = seen.seen(standby(at)).seen(active(at));
    }
    return seen.seen(refused(refusedAt));
  }

  private static PeerEvidence told(Optional<Epoch> epoch, boolean failed) {
    SyncEvidence evidence = watched(500).evidence();
    return new PeerEvidence(
        START.plusMillis(520),
        epoch,
        evidence,
        failed ? Optional.of(START.plusMillis(500)) : Optional.empty(),
        Lulls.NONE);
  }

  private static ProbeResult active(long at) {
    return answered(Server.MASTER, at, new ServerState.Primary());
  }

  private static ProbeResult standby(long at) {
    return answered(Server.BACKUP, at, new ServerState.Replica(LinkTarget.PEER, true, false, 0));
  }

  private static ProbeResult answered(Server server, long at, ServerState.Role role) {
    ServerState state =
        new ServerState(
            server + "-run",
            role,
            "id",
            100,
            Optional.empty(),
            -1,
            Markers.of(new Marker(1, Server.MASTER), "id"),
            true,
            3,
            0,
            1,
            Optional.empty());
    return new ProbeResult(
        server, START.plusMillis(at), START.plusMillis(at), new ProbeAnswer.Answered(state));
  }

  private static ProbeResult refused(long at) {
    return new ProbeResult(
        Server.MASTER, START.plusMillis(at), START.plusMillis(at), new ProbeAnswer.Refused());
  }
}
