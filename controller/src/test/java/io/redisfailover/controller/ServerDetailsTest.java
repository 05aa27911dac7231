package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerDetailsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, "a".repeat(40));

  private final ServerDetails details = new ServerDetails();

  @Test
  void namesAPrimaryThatRefusesWritesAndTheWaysOut() {
    assertThat(details.problems(seen(Optional.of("MISCONF No space left on device"))))
        .containsExactly(
            "Master refuses writes (MISCONF No space left on device); make room on its disk or"
                + " repair it, or switch over to Backup.");
  }

  @Test
  void namesNothingWhileAllIsWell() {
    assertThat(details.problems(seen(Optional.empty()))).isEmpty();
  }

  private static ObserverMemory seen(Optional<String> notice) {
    ServerState state =
        new ServerState(
            "run",
            new ServerState.Primary(),
            EPOCH.replicationId(),
            1,
            Optional.empty(),
            -1,
            Markers.of(EPOCH),
            true,
            0,
            0,
            1,
            notice.map(ErrorReply::parse));
    return ObserverMemory.starting(
            NOW, new ObserverMemory.Detection(Duration.ofMillis(1500), Guards.ALL))
        .adopt(EPOCH, Optional.empty(), NOW)
        .seen(new ProbeResult(Server.MASTER, NOW, NOW, new ProbeAnswer.Answered(state)));
  }
}
