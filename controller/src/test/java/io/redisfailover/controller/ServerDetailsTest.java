package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.redis.ServerTraits;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.Stall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "1000, noeviction, 1001, true",
    "1000, noeviction, 1000, false",
    "1000, allkeys-lru, 1001, false",
    "0, noeviction, 1001, false",
  })
  void namesAPrimaryWithoutMemoryForAnotherWrite(
      String limit, String policy, long used, boolean full) {
    ServerTraits traits =
        new ServerTraits(
            Optional.empty(),
            Map.of("maxmemory", limit, "maxmemory-policy", policy),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new ServerTraits.Use(used, 1)));
    details.compared(Server.MASTER, traits);
    details.compared(Server.BACKUP, traits);
    assertThat(details.problems(seen(Optional.empty())))
        .isEqualTo(
            full
                ? List.of(
                    "Master refuses writes that need memory: it may use 1,000 bytes (maxmemory,"
                        + " with the policy noeviction), and uses 1,001 bytes; raise maxmemory of"
                        + " both servers, delete keys, or set a policy that evicts.")
                : List.of());
  }

  @Test
  void namesNothingWhileAllIsWell() {
    assertThat(details.problems(seen(Optional.empty()))).isEmpty();
  }

  @Test
  void tellsAStallThatWasTakenForAFailureWithItsServerAndNotAsAProblem() {
    Instant crash = NOW.plusSeconds(1);
    ObserverMemory silent =
        seen(Optional.empty())
            .seen(
                new ProbeResult(
                    Server.MASTER,
                    crash,
                    crash.plusSeconds(4),
                    new ProbeAnswer.Silent("no answer")));
    ObserverMemory again = silent.seen(answered(crash.plusSeconds(4), Optional.empty()));
    Stall stall = again.patience().falseAlarm().orElseThrow();
    details.stalled(new ControllerEvent.Explained(stall, "it was busy with EVAL"), again);
    assertThat(details.servers(again).get(Server.MASTER))
        .endsWith(
            "; Master gave no answer for 5.0 s and then went on: it was busy with EVAL;"
                + " silence counts as a failure after 6.0 s instead of 1.5 s for the next 5 to 10"
                + " minutes");
    assertThat(details.servers(again).get(Server.BACKUP)).doesNotContain("went on");
    assertThat(details.problems(again)).isEmpty();
  }

  private static ObserverMemory seen(Optional<String> notice) {
    return ObserverMemory.starting(
            NOW, new ObserverMemory.Detection(Duration.ofMillis(1500), Guards.ALL))
        .adopt(EPOCH, Optional.empty(), NOW)
        .seen(answered(NOW, notice));
  }

  private static ProbeResult answered(Instant when, Optional<String> notice) {
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
    return new ProbeResult(Server.MASTER, when, when, new ProbeAnswer.Answered(state));
  }
}
