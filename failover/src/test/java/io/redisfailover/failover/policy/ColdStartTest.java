package io.redisfailover.failover.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A new pair of which one server is there first. */
class ColdStartTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ControllerSettings SETTINGS =
      new ControllerSettings(
          FailoverSettings.DEFAULT,
          new Endpoints(new Endpoint("127.0.0.1", 6001), new Endpoint("127.0.0.1", 6002)),
          Node.MASTER,
          false,
          Duration.ZERO);

  @Test
  void theOtherServerWaitsAMomentForThePreferredOne() {
    assertThat(after(Node.BACKUP, Duration.ofSeconds(4)))
        .isEqualTo(new ControllerDecision.Waiting("Master is preferred and is not there yet"));
  }

  @Test
  void thenItBegins() {
    assertThat(after(Node.BACKUP, ColdStart.PREFERRED_FIRST).why())
        .isEqualTo("a new pair starts: only Backup is there yet");
  }

  @Test
  void thePreferredServerWaitsForNobody() {
    assertThat(after(Node.MASTER, Duration.ZERO).why())
        .isEqualTo("a new pair starts: only Master is there yet");
  }

  private static ControllerDecision.Action after(Node there, Duration waited) {
    ControllerState state =
        new ControllerPolicy(SETTINGS)
            .starting(NOW.minusSeconds(20), true)
            .seen(new View(there.other(), NOW.minusMillis(10), NOW, new Answer.Refused()))
            .seen(new View(there, NOW.minusMillis(10), NOW, new Answer.Answered(emptyAndParked())))
            .withTimers(
                new ControllerState.Timers(
                    Optional.of(NOW.minus(waited)), Optional.empty(), Optional.empty()));
    return ColdStart.action(state, SETTINGS, NOW);
  }

  private static ServerState emptyAndParked() {
    return new ServerState(
        "e".repeat(40),
        Views.PARKED,
        "d".repeat(40),
        0,
        Optional.empty(),
        -1,
        Markers.NONE,
        true,
        0,
        0,
        1,
        Optional.empty());
  }
}
