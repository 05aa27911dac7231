package io.redisfailover.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.detection.DetectionPlan.DetectionTrial;
import io.redisfailover.bench.result.Disturbance;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionPlanTest {
  private static final int HANGS = 3;
  private static final int TIMEOUTS = DetectionPlan.TIMEOUTS_MILLIS.size();

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(plan(11)).isEqualTo(plan(11)).isNotEqualTo(plan(12));
  }

  @Test
  void measuresEachHangAndEachDisturbanceWithEveryTimeout() {
    List<DetectionTrial> plan = plan(5);
    assertThat(plan).hasSize(TIMEOUTS * (HANGS + Disturbance.values().length));
    assertThat(plan.stream().filter(it -> it.disturbance().isEmpty())).hasSize(TIMEOUTS * HANGS);
    assertThat(new HashSet<>(plan)).hasSize(TIMEOUTS * (1 + Disturbance.values().length));
  }

  @Test
  void letsEveryTimeoutMeetOneThingBeforeTheNextComes() {
    List<DetectionTrial> plan = plan(5);
    for (int i = 0; i < plan.size(); i += TIMEOUTS) {
      List<DetectionTrial> row = plan.subList(i, i + TIMEOUTS);
      assertThat(row.stream().map(DetectionTrial::disturbance).distinct()).hasSize(1);
      assertThat(row)
          .extracting(DetectionTrial::timeoutMillis)
          .containsExactlyInAnyOrderElementsOf(DetectionPlan.TIMEOUTS_MILLIS);
    }
  }

  private static List<DetectionTrial> plan(long seed) {
    return DetectionPlan.of(HANGS, seed);
  }
}
