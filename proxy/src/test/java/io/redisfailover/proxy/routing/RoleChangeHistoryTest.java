package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Clients;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RoleChangeHistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void takesTheFirstRouteForNoChange() {
    assertThat(RoleChangeHistory.NONE.leftFor(Server.MASTER)).isEmpty();
    RoleChangeHistory onMaster = RoleChangeHistory.NONE.routed(Server.MASTER);
    assertThat(onMaster.leftFor(Server.MASTER)).isEmpty();
    assertThat(onMaster.leftFor(Server.BACKUP)).contains(Server.MASTER);
  }

  @Test
  void remembersTheLastTwentyChangesNewestFirst() {
    RoleChangeHistory history = RoleChangeHistory.NONE.routed(Server.MASTER);
    for (int second = 1; second <= 25; second++) {
      history = history.changed(change(second));
    }
    assertThat(history.changes()).hasSize(20);
    assertThat(history.changes().getFirst()).isEqualTo(change(25));
    assertThat(history.changes().getLast()).isEqualTo(change(6));
    assertThat(history.routed()).contains(Server.BACKUP);
  }

  @Test
  void learnsMoreOfAChangeThatItRemembers() {
    RoleChangeHistory history =
        RoleChangeHistory.NONE.routed(Server.MASTER).changed(change(1)).changed(change(2));
    RoleChange better =
        change(1)
            .opened(START.plusSeconds(5), new Clients(OptionalLong.of(3), 0, Optional.empty()));
    assertThat(history.replaced(change(1), better).changes()).containsExactly(change(2), better);
    assertThat(history.replaced(change(9), better)).isEqualTo(history);
  }

  private static RoleChange change(int second) {
    return new RoleChange(
        Optional.of(Server.MASTER),
        Server.BACKUP,
        RoleChange.Kind.EXTERNAL,
        Optional.of(Cause.NEWER_EPOCH),
        "another proxy or the controller",
        "because",
        new Moments(Map.of(Moment.ROUTED, START.plusSeconds(second))),
        Clients.UNKNOWN,
        OptionalLong.empty(),
        List.of());
  }
}
