package io.redisfailover.proxy.stats.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
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
    assertThat(ServerCondition.of(status, Server.MASTER)).isEqualTo(master);
    assertThat(ServerCondition.of(status, Server.BACKUP)).isEqualTo(backup);
  }

  @Test
  void comparesOffsetsOfTheSameHistoryOnly() {
    StatusSnapshot normal = SampleStatuses.named("normal");
    StatusSnapshot failedOver = SampleStatuses.named("failed-over");
    assertThat(ReplicationLag.lagBytes(normal, Server.BACKUP)).isEqualTo(OptionalLong.of(0));
    assertThat(ReplicationLag.lagBytes(normal, Server.MASTER)).isEmpty();
    assertThat(ReplicationLag.lagBytes(failedOver, Server.MASTER)).isEmpty();
  }
}
