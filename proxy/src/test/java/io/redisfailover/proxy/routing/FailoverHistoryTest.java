package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.stats.AffectedClients;
import io.redisfailover.proxy.stats.PastFailover;
import io.redisfailover.proxy.stats.Timeline;
import io.redisfailover.proxy.stats.Timeline.Moment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FailoverHistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void takesTheFirstRouteForNoChange() {
    assertThat(FailoverHistory.NONE.leftFor(Node.MASTER)).isEmpty();
    FailoverHistory onMaster = FailoverHistory.NONE.routed(Node.MASTER);
    assertThat(onMaster.leftFor(Node.MASTER)).isEmpty();
    assertThat(onMaster.leftFor(Node.BACKUP)).contains(Node.MASTER);
  }

  @Test
  void remembersTheLastTwentyChangesNewestFirst() {
    FailoverHistory history = FailoverHistory.NONE.routed(Node.MASTER);
    for (int second = 1; second <= 25; second++) {
      history = history.changed(change(second));
    }
    assertThat(history.changes()).hasSize(20);
    assertThat(history.changes().getFirst()).isEqualTo(change(25));
    assertThat(history.changes().getLast()).isEqualTo(change(6));
    assertThat(history.routed()).contains(Node.BACKUP);
  }

  @Test
  void learnsMoreOfAChangeThatItRemembers() {
    FailoverHistory history =
        FailoverHistory.NONE.routed(Node.MASTER).changed(change(1)).changed(change(2));
    PastFailover better =
        change(1)
            .opened(
                START.plusSeconds(5), new AffectedClients(OptionalLong.of(3), 0, Optional.empty()));
    assertThat(history.replaced(change(1), better).changes()).containsExactly(change(2), better);
    assertThat(history.replaced(change(9), better)).isEqualTo(history);
  }

  private static PastFailover change(int second) {
    return new PastFailover(
        Optional.of(Node.MASTER),
        Node.BACKUP,
        PastFailover.Kind.ADOPTION,
        Cause.NEWER_EPOCH,
        "another proxy or the controller",
        "because",
        new Timeline(Map.of(Moment.ROUTED, START.plusSeconds(second))),
        AffectedClients.UNKNOWN,
        OptionalLong.empty());
  }
}
