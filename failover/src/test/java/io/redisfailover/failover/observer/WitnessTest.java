package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether a standby keeps up, by what one observer sees of both servers each 100 ms. */
class WitnessTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);
  private static final String HISTORY = "a".repeat(40);
  private static final Line LINE = new Line(1, Node.MASTER, HISTORY);
  private static final long PING_BYTES = 14;

  private Observation seen =
      Observation.starting(START, new Observation.Detection(Duration.ofMillis(1500), Guards.ALL))
          .adopt(LINE, Optional.of("m"), START);

  @Test
  void aStandbyThatIsAlwaysALittleBehindKeepsUp() {
    for (int tick = 0; tick < 50; tick++) {
      look(tick, 1000 + 100L * tick, 990 + 100L * tick);
      assertThat(keepsUp(tick)).isTrue();
    }
  }

  @Test
  void aLinkThatIsUpAndCarriesNothingDoesNotKeepUpHalfASecondAfterTheFirstPing() {
    for (int tick = 0; tick < 10; tick++) {
      look(tick, 1000, 1000);
      assertThat(keepsUp(tick)).isTrue();
    }
    for (int tick = 10; tick < 40; tick++) {
      look(tick, 1000 + PING_BYTES * (tick / 10), 1000);
      assertThat(keepsUp(tick)).as("%d ms after the ping", 100 * (tick - 10)).isEqualTo(tick < 15);
    }
    look(40, 1000 + PING_BYTES * 4, 1000 + PING_BYTES * 4);
    assertThat(keepsUp(40)).isTrue();
  }

  @Test
  void anotherLinkBeginsAnew() {
    look(0, 1000, 900);
    look(9, 1000, 900);
    assertThat(keepsUp(9)).isFalse();
    seen = seen.seen(view(Node.BACKUP, 10, "b", replica(false), 900));
    look(11, 1000, 1000);
    assertThat(keepsUp(11)).isTrue();
  }

  private boolean keepsUp(int tick) {
    return seen.witness().keepsUp(at(tick));
  }

  private void look(int tick, long activeOffset, long standbyOffset) {
    seen =
        seen.seen(view(Node.BACKUP, tick, "b", replica(true), standbyOffset))
            .seen(view(Node.MASTER, tick, "m", new ServerState.Master(), activeOffset));
  }

  private static ServerState.Role replica(boolean linkUp) {
    return new ServerState.Replica(LinkTarget.PEER, linkUp, false, linkUp ? 0 : -1);
  }

  private static Instant at(int tick) {
    return START.plusMillis(100L * tick);
  }

  private static View view(
      Node node, int tick, String runId, ServerState.Role role, long offsetBytes) {
    ServerState state =
        new ServerState(
            runId,
            role,
            HISTORY,
            offsetBytes,
            Optional.empty(),
            -1,
            Markers.of(new Marker(1, Node.MASTER)),
            true,
            3,
            0,
            1,
            Optional.empty());
    return new View(node, at(tick), at(tick), new Answer.Answered(state));
  }
}
