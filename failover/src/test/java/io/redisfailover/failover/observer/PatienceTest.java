package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server that goes on after a pause is given more time at the next one. */
class PatienceTest {
  private static final Instant START = Instant.ofEpochSecond(100);
  private static final Epoch ONE = new Epoch(1, Server.MASTER, "id");

  private ObserverMemory seen =
      ObserverMemory.starting(
              START, new ObserverMemory.Detection(Duration.ofMillis(1_500), Guards.ALL))
          .adopt(ONE, Optional.of("run"), START);

  /** The processor time of the server, in milliseconds. */
  private long computed = 1_000;

  @Test
  void aServerThatAnswersGetsDetectionTimeoutAndNotMore() {
    answers(0, 5_000);
    assertThat(millis()).isEqualTo(1_500);
    assertThat(seen.patience().isRaised()).isFalse();
  }

  @Test
  void aBusyServerGetsTwiceAsLongTheNextTimeUpToThirtySeconds() {
    answers(0, 1_000);
    computed += 2_000;
    answers(3_000, 3_100);
    assertThat(millis()).isBetween(4_000L, 4_300L);
    assertThat(seen.patience().falseAlarm())
        .hasValueSatisfying(stall -> assertThat(stall.busy()).isTrue());
    computed += 20_000;
    answers(23_000, 23_100);
    assertThat(millis()).isEqualTo(30_000);
  }

  @Test
  void aServerThatStoodStillGetsAtMostFourTimesDetectionTimeout() {
    answers(0, 1_000);
    answers(11_000, 11_100);
    assertThat(millis()).isEqualTo(6_000);
    assertThat(seen.patience().falseAlarm())
        .hasValueSatisfying(stall -> assertThat(stall.busy()).isFalse());
  }

  @Test
  void aPauseThatWasNoFailureYetCountsToo() {
    answers(0, 1_000);
    answers(2_200, 2_300);
    assertThat(millis()).isBetween(2_500L, 2_700L);
    assertThat(seen.patience().falseAlarm()).isEmpty();
  }

  @Test
  void tenQuietMinutesEndIt() {
    answers(0, 1_000);
    answers(4_000, 300_000);
    assertThat(millis()).isEqualTo(6_000);
    answers(300_000, 610_000);
    assertThat(millis()).isEqualTo(1_500);
    assertThat(seen.patience().falseAlarm()).isEmpty();
  }

  @Test
  void aServerThatRestartedOrWasGoneIsNoStall() {
    answers(0, 1_000);
    see(1_100, new ProbeAnswer.Refused());
    answers(6_000, 6_100);
    assertThat(millis()).describedAs("the dial was refused meanwhile").isEqualTo(1_500);
    see(6_200, new ProbeAnswer.Silent("no answer"));
    see(12_000, answer("another run", Server.MASTER));
    assertThat(millis()).describedAs("another process").isEqualTo(1_500);
  }

  @Test
  void whatTheStandbyDoesDoesNotCount() {
    answers(0, 1_000);
    seen = seen.seen(probe(Server.BACKUP, 1_000, 0, answer("other", Server.BACKUP)));
    seen = seen.seen(probe(Server.BACKUP, 9_000, 0, answer("other", Server.BACKUP)));
    assertThat(millis()).isEqualTo(1_500);
  }

  /** Its replica hears it all the time: only the way of this observer is cut. */
  @Test
  void aServerThatGoesOnForItsReplicaIsNoStall() {
    answers(0, 1_000);
    for (long sent = 1_100; sent < 16_000; sent += 500) {
      see(sent, new ProbeAnswer.Silent("no answer"));
      replicaHeard(sent + 10, 0);
    }
    computed += 12_000;
    answers(16_000, 16_100);
    assertThat(millis()).isEqualTo(1_500);
  }

  /** What it sent right before it stood still, and right after that, is no proof. */
  @Test
  void aServerThatItsReplicaDidNotHearMeanwhileIsOne() {
    answers(0, 1_000);
    for (long sent = 1_100; sent < 16_000; sent += 500) {
      see(sent, new ProbeAnswer.Silent("no answer"));
      replicaHeard(sent + 10, (sent - 1_000) / 1_000);
    }
    computed += 12_000;
    replicaHeard(16_005, 0);
    answers(16_010, 16_100);
    assertThat(millis()).isEqualTo(30_000);
  }

  private void replicaHeard(long sent, long secondsAgo) {
    ServerState state =
        new ServerState(
            "other",
            new ServerState.Replica(LinkTarget.PEER, true, false, secondsAgo),
            "id",
            1_000,
            Optional.empty(),
            -1,
            Markers.NONE,
            true,
            3,
            0,
            1,
            Optional.empty());
    seen = seen.seen(probe(Server.BACKUP, sent, 0, new ProbeAnswer.Answered(state)));
  }

  @Test
  void theStallOfTheFormerActiveServerCountsForItsSuccessor() {
    answers(0, 1_000);
    seen = seen.adopt(new Epoch(2, Server.BACKUP, "next"), Optional.of("other"), at(2_600));
    computed += 3_000;
    answers(4_000, 4_100);
    assertThat(millis()).isBetween(6_000L, 6_400L);
  }

  @Test
  void anObserverThatIsLateItselfTakesThatForNoSilence() {
    answers(0, 1_000);
    see(1_100, 2_000, new ProbeAnswer.Silent("no answer"));
    assertThat(seen.patience().isStarved()).isTrue();
    assertThat(seen.silence(at(3_700))).isLessThan(Duration.ofSeconds(1));
    assertThat(ActiveFailure.of(seen, at(3_700))).isEmpty();
  }

  @Test
  void anObserverThatStoodStillKnowsNothingOfThatTime() {
    answers(0, 1_000);
    see(1_100, new ProbeAnswer.Silent("no answer"));
    assertThat(ActiveFailure.of(seen, at(60_000)))
        .describedAs("nothing was looked at since then")
        .isEmpty();
  }

  @Test
  void whileAnObserverIsLateSilenceNeedsTenTimesAsLong() {
    answers(0, 1_000);
    long sent = 1_100;
    for (; sent < 15_000; sent += 800) {
      see(sent, 300, new ProbeAnswer.Silent("no answer"));
      assertThat(ActiveFailure.of(seen, at(sent + 800))).isEmpty();
    }
    assertThat(millis()).isEqualTo(15_000);
    for (; sent < 30_000; sent += 800) {
      see(sent, 300, new ProbeAnswer.Silent("no answer"));
    }
    assertThat(ActiveFailure.of(seen, at(30_000)).map(ActiveFailure::cause)).contains(Cause.SILENT);
  }

  @Test
  void whileAnObserverIsLateSilenceNeedsHalfAMinuteOrFourTimesAsLongAtMost() {
    assertThat(starved(Duration.ofSeconds(5)).silence()).hasSeconds(30);
    assertThat(starved(Duration.ofSeconds(20)).silence()).hasSeconds(80);
  }

  private static Patience starved(Duration timeout) {
    return Patience.of(timeout)
        .late(probe(Server.MASTER, 0, 900, new ProbeAnswer.Silent("no answer")));
  }

  /** A pause of this process delays its probes of both servers, and is one pause. */
  @Test
  void onePauseIsCountedOnce() {
    answers(0, 1_000);
    seen = seen.seen(probe(Server.BACKUP, 1_000, 300, answer("other", Server.BACKUP)));
    see(1_010, 300, answer("run", Server.MASTER));
    assertThat(seen.patience().isStarved()).isFalse();
    see(1_400, 300, answer("run", Server.MASTER));
    assertThat(seen.patience().isStarved()).isTrue();
  }

  @Test
  void someMillisecondsOfEachProbeDoNotCount() {
    answers(0, 1_000);
    for (int i = 0; i < 100; i++) {
      see(1_000 + i * 100, 20, answer("run", Server.MASTER));
    }
    assertThat(seen.patience().isStarved()).isFalse();
  }

  @Test
  void aProbeMayTakeLongerOfAServerThatIsSlow() {
    answers(0, 1_000);
    assertThat(seen.probeTimeout(Server.MASTER)).hasMillis(500);
    answers(4_000, 4_100);
    assertThat(seen.probeTimeout(Server.MASTER)).hasMillis(2_000);
    see(4_200, new ProbeAnswer.Silent("no answer"));
    assertThat(seen.probeTimeout(Server.MASTER)).hasMillis(2_000);
  }

  /** One that needs longer for a new connection would never be heard again. */
  @Test
  void aSilentServerIsAskedOftenAndFromTimeToTimeForAsLongAsAnyOther() {
    answers(0, 1_000);
    staysSilent(500, 100, 250, 500, 100, 250);
  }

  /** What cannot be answered is no silence. */
  @Test
  void aServerFarAwayIsGivenTheRoundTripsThatANewConnectionTakes() {
    seen =
        seen.seen(
            new ProbeResult(
                Server.MASTER, at(900), at(980), answer("run", Server.MASTER), Duration.ZERO));
    staysSilent(500, 240, 250, 500, 240);
  }

  private void staysSilent(long... timeouts) {
    long sent = 1_000;
    for (long timeout : timeouts) {
      assertThat(seen.probeTimeout(Server.MASTER)).hasMillis(timeout);
      seen =
          seen.seen(
              new ProbeResult(
                  Server.MASTER,
                  at(sent),
                  at(sent + timeout),
                  new ProbeAnswer.Silent("no answer"),
                  Duration.ZERO));
      sent += timeout;
    }
  }

  private void answers(long from, long to) {
    for (long sent = from; sent < to; sent += 100) {
      see(sent, answer("run", Server.MASTER));
    }
  }

  private void see(long sent, ProbeAnswer answer) {
    see(sent, 0, answer);
  }

  private void see(long sent, long late, ProbeAnswer answer) {
    seen = seen.seen(probe(Server.MASTER, sent, late, answer));
  }

  private static ProbeResult probe(Server server, long sent, long late, ProbeAnswer answer) {
    long took = answer instanceof ProbeAnswer.Silent ? 500 + late : 1;
    return new ProbeResult(server, at(sent), at(sent + took), answer, Duration.ofMillis(late));
  }

  private ProbeAnswer answer(String runId, Server server) {
    return new ProbeAnswer.Answered(
        new ServerState(
            runId,
            new ServerState.Primary(),
            server == Server.MASTER ? "id" : "next",
            1_000,
            Optional.empty(),
            -1,
            Markers.NONE,
            true,
            3,
            1,
            1,
            Optional.empty(),
            computed,
            ServerState.Ports.UNKNOWN));
  }

  private long millis() {
    return seen.patience().silence().toMillis();
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
