package io.redisfailover.proxy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConditionTest {
  @ParameterizedTest(name = "{0}: Master {1}, Backup {2}")
  @CsvSource({
    "normal,ACTIVE,STANDBY",
    "holding,DOWN,STANDBY",
    "failed-over,NOT_ROUTED,ACTIVE",
    "blocked,DOWN,STANDBY",
    "backup-down,ACTIVE,DOWN",
    "route-only,GOING_UP,ACTIVE",
    "starting,UNCHECKED,UNCHECKED"
  })
  void tellsWhatEachServerIsGoodFor(
      String situation, ServerCondition master, ServerCondition backup) {
    StatusSnapshot status = SampleStatuses.named(situation);
    assertThat(ServerCondition.of(status, Node.MASTER)).isEqualTo(master);
    assertThat(ServerCondition.of(status, Node.BACKUP)).isEqualTo(backup);
  }

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "normal | GOOD | Master serves, Backup is ready to take over.",
        "holding | WAIT | Holding 17 clients.",
        "failed-over | WAIT | Backup serves, Master is alive, but no replica in sync.",
        "blocked | BAD | Not serving.",
        "backup-down | WAIT | Master serves, Backup is down: no standby.",
        "route-only | WAIT | Backup serves, Master is coming back.",
        "starting | BAD | Not serving."
      })
  void saysHowThingsStand(String situation, Verdict.Level level, String words) {
    assertThat(Verdict.of(SampleStatuses.named(situation))).isEqualTo(new Verdict(level, words));
  }

  @Test
  void comparesOffsetsOfTheSameHistoryOnly() {
    StatusSnapshot normal = SampleStatuses.named("normal");
    StatusSnapshot failedOver = SampleStatuses.named("failed-over");
    assertThat(Replication.lagBytes(normal, Node.BACKUP)).isEqualTo(OptionalLong.of(0));
    assertThat(Replication.lagBytes(normal, Node.MASTER)).isEmpty();
    assertThat(Replication.lagBytes(failedOver, Node.MASTER)).isEmpty();
  }
}
