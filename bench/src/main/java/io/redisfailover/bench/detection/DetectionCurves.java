package io.redisfailover.bench.detection;

import io.redisfailover.bench.result.DetectionResult.DetectionPoint;
import io.redisfailover.bench.result.DetectionResult.DisturbedCalm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what was measured, in whatever order it comes. Used by one thread. */
final class DetectionCurves {
  private final Map<Integer, List<Integer>> hangs = new TreeMap<>();
  private final Map<Integer, List<DisturbedCalm>> calm = new TreeMap<>();
  private int failures;

  /** A real hang was noticed after so long. */
  void hang(int timeoutMillis, int millis) {
    hangs.computeIfAbsent(timeoutMillis, unused -> new ArrayList<>()).add(millis);
  }

  /** A disturbance was measured, or skipped. */
  void calm(int timeoutMillis, DisturbedCalm measured) {
    calm.computeIfAbsent(timeoutMillis, unused -> new ArrayList<>()).add(measured);
  }

  /** A measurement was not possible. */
  void failed() {
    failures++;
  }

  /** {@return how many measurements were not possible} */
  int failures() {
    return failures;
  }

  /** {@return a point for each timeout of the plan, the shortest first} */
  List<DetectionPoint> points() {
    return DetectionPlan.TIMEOUTS_MILLIS.stream()
        .sorted()
        .map(timeout ->
            new DetectionPoint(
                timeout,
                hangs.getOrDefault(timeout, List.of()),
                calm.getOrDefault(timeout, List.of()).stream()
                    .sorted(Comparator.comparing(DisturbedCalm::disturbance))
                    .toList()))
        .toList();
  }
}
