package io.redisfailover.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.DetectionResult.DetectionPoint;
import io.redisfailover.bench.result.DetectionResult.DisturbedCalm;
import io.redisfailover.bench.result.Disturbance;
import org.junit.jupiter.api.Test;

class DetectionCurvesTest {
  private final DetectionCurves curves = new DetectionCurves();

  @Test
  void haveAPointForEachTimeoutInWhateverOrderTheMeasurementsCome() {
    curves.hang(5000, 5200);
    curves.hang(500, 700);
    curves.hang(500, 650);
    assertThat(curves.points())
        .extracting(DetectionPoint::timeoutMillis)
        .containsExactly(500, 1000, 1500, 3000, 5000);
    assertThat(curves.points().getFirst().hangMillis()).containsExactly(700, 650);
    assertThat(curves.points().getLast().hangMillis()).containsExactly(5200);
  }

  @Test
  void haveTheDisturbancesInTheOrderOfTheTable() {
    curves.calm(500, new DisturbedCalm(Disturbance.COMMAND_2000, 1, 900, ""));
    curves.calm(500, new DisturbedCalm(Disturbance.NONE, 0, 20, ""));
    assertThat(curves.points().getFirst().calm())
        .extracting(DisturbedCalm::disturbance)
        .containsExactly(Disturbance.NONE, Disturbance.COMMAND_2000);
  }
}
