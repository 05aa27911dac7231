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
import org.junit.jupiter.api.Test;

/** Whether a standby keeps up, by what one observer sees of both servers each 100 ms. */
class SyncEvidenceTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);
  private static final String HISTORY = "a".repeat(40);
  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, HISTORY);
  private static final long PING_BYTES = 14;

  private ObserverMemory seen =
      ObserverMemory.starting(
              START, new ObserverMemory.Detection(Duration.ofMillis(1500), Guards.ALL))
          .adopt(EPOCH, Optional.of("m"), START);

  @Test
  void aStandbyThatIsAlwaysALittleBehindKeepsUp() {
    for (int tick = 0; tick < 50; tick++) {
      probe(tick, 1000 + 100L * tick, 990 + 100L * tick);
      assertThat(keepsUp(tick)).isTrue();
    }
  }

  @Test
  void aLinkThatIsUpAndCarriesNothingDoesNotKeepUpHalfASecondAfterTheFirstPing() {
    for (int tick = 0; tick < 10; tick++) {
      probe(tick, 1000, 1000);
      assertThat(keepsUp(tick)).isTrue();
    }
    for (int tick = 10; tick < 40; tick++) {
      probe(tick, 1000 + PING_BYTES * (tick / 10), 1000);
      assertThat(keepsUp(tick)).as("%d ms after the ping", 100 * (tick - 10)).isEqualTo(tick < 15);
    }
    probe(40, 1000 + PING_BYTES * 4, 1000 + PING_BYTES * 4);
    assertThat(keepsUp(40)).isTrue();
  }

  @Test
  void anotherLinkBeginsAnew() {
    probe(0, 1000, 900);
    probe(9, 1000, 900);
    assertThat(keepsUp(9)).isFalse();
    seen = seen.seen(result(Server.BACKUP, 10, "b", replica(false), 900));
    probe(11, 1000, 1000);
    assertThat(keepsUp(11)).isTrue();
  }

  /** The observer stood still, or its way to the standby was cut. */
  @Test
  void whatTheStandbyShowedLongBeforeSaysNothingOfItsLinkNow() {
    probe(0, 1000, 1000);
    probe(1, 1000, 1000);
    assertThat(seen.evidence().linkUp()).isTrue();

    seen = seen.seen(result(Server.MASTER, 50, "m", new ServerState.Primary(), 1000));

    assertThat(seen.evidence().linkUp()).isFalse();
    assertThat(seen.evidence().caughtUp()).isTrue();
  }

  @Test
  void theNextAnswerOfTheStandbySaysIt() {
    probe(0, 1000, 1000);
    probe(1, 1000, 1000);
    seen =
        seen.seen(result(Server.MASTER, 50, "m", new ServerState.Primary(), 1000))
            .seen(result(Server.BACKUP, 50, "b", replica(true), 1000));

    assertThat(seen.evidence().linkUp()).isTrue();
  }

  /** It was cut from everybody, and is found again when the active server is dead. */
  @Test
  void aStandbyThatIsHeardAgainLongAfterTheActiveServerSaysNothingOfThatTime() {
    probe(0, 1000, 1000);
    probe(1, 1000, 1000);
    seen = seen.seen(result(Server.MASTER, 50, "m", new ServerState.Primary(), 1000));

    assertThat(seen.seen(result(Server.BACKUP, 55, "b", replica(true), 1000)).evidence().linkUp())
        .isTrue();
    assertThat(seen.seen(result(Server.BACKUP, 56, "b", replica(true), 1000)).evidence().linkUp())
        .isFalse();
  }

  @Test
  void aLinkThatIsFoundDownAfterALongTimeEndsTheEvidence() {
    probe(0, 1000, 1000);
    probe(1, 1000, 1000);
    seen =
        seen.seen(result(Server.MASTER, 50, "m", new ServerState.Primary(), 1000))
            .seen(result(Server.BACKUP, 50, "b", replica(false), 1000))
            .seen(result(Server.MASTER, 51, "m", new ServerState.Primary(), 1000));

    assertThat(seen.evidence().linkUp()).isFalse();
    assertThat(seen.evidence().caughtUp()).isFalse();
  }

  private boolean keepsUp(int tick) {
    return seen.evidence().keepsUp(at(tick));
  }

  private void probe(int tick, long activeOffset, long standbyOffset) {
    seen =
        seen.seen(result(Server.BACKUP, tick, "b", replica(true), standbyOffset))
            .seen(result(Server.MASTER, tick, "m", new ServerState.Primary(), activeOffset));
  }

  private static ServerState.Role replica(boolean linkUp) {
    return new ServerState.Replica(LinkTarget.PEER, linkUp, false, linkUp ? 0 : -1);
  }

  private static Instant at(int tick) {
    return START.plusMillis(100L * tick);
  }

  private static ProbeResult result(
      Server server, int tick, String runId, ServerState.Role role, long offsetBytes) {
    ServerState state =
        new ServerState(
            runId,
            role,
            HISTORY,
            offsetBytes,
            Optional.empty(),
            -1,
            Markers.of(new Marker(1, Server.MASTER), HISTORY),
            true,
            3,
            0,
            1,
            Optional.empty());
    return new ProbeResult(server, at(tick), at(tick), new ProbeAnswer.Answered(state));
  }
}
