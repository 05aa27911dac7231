package io.redisfailover.bench.detection;

import io.redisfailover.bench.result.Disturbance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What is measured, in which order: each hang and each disturbance meets every timeout before the
 * next one comes, in an order that the seed draws. So whatever the machine does besides hits all
 * timeouts alike. Pure.
 */
final class DetectionPlan {
  /** Every {@code detection.timeout} that is measured. */
  static final List<Integer> TIMEOUTS_MILLIS = List.of(500, 1_000, 1_500, 3_000, 5_000);

  private DetectionPlan() {}

  /**
   * One measurement, with processes of its own.
   *
   * @param timeoutMillis {@code detection.timeout}
   * @param disturbance what disturbs; absent for a real hang
   */
  record DetectionTrial(int timeoutMillis, Optional<Disturbance> disturbance) {
    /** {@return it in words} */
    String inWords() {
      return "%s, detection.timeout %d ms"
          .formatted(disturbance.map(Disturbance::text).orElse("hang"), timeoutMillis);
    }
  }

  /** {@return all measurements in their order} */
  static List<DetectionTrial> of(int hangs, long seed) {
    Random random = new Random(seed);
    List<Optional<Disturbance>> rows =
        new ArrayList<>(Collections.nCopies(hangs, Optional.empty()));
    Arrays.stream(Disturbance.values()).map(Optional::of).forEach(rows::add);
    Collections.shuffle(rows, random);
    List<DetectionTrial> trials = new ArrayList<>();
    for (Optional<Disturbance> row : rows) {
      List<Integer> timeouts = new ArrayList<>(TIMEOUTS_MILLIS);
      Collections.shuffle(timeouts, random);
      timeouts.forEach(timeout -> trials.add(new DetectionTrial(timeout, row)));
    }
    return trials;
  }
}
