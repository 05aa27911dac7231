package io.redisfailover.bench.result;

import io.redisfailover.bench.machine.Machine;
import java.util.List;

/**
 * A run of {@code bench/detection}.
 *
 * @param command the words after {@code bench/detection}
 * @param date the day of the run, as {@code 2026-01-31}
 * @param machine what it ran on
 * @param load how many processes wanted a processor on average in the minute before the run
 * @param seed of the order
 * @param seconds how long each disturbance lasts
 * @param gibibytes the data of which snapshots are made
 * @param quota how processor time is taken away
 * @param points one for each {@code detection.timeout}, the shortest first
 */
public record DetectionResult(
    String command,
    String date,
    Machine machine,
    double load,
    long seed,
    int seconds,
    int gibibytes,
    String quota,
    List<DetectionPoint> points) {
  /** Copies the list. */
  public DetectionResult {
    points = List.copyOf(points);
  }

  /**
   * What was measured with one {@code detection.timeout}.
   *
   * @param timeoutMillis {@code detection.timeout}
   * @param hangMillis of each real hang the time to the first acknowledged write at the other
   *     server
   * @param calm what each disturbance did
   */
  public record DetectionPoint(
      int timeoutMillis, List<Integer> hangMillis, List<DisturbedCalm> calm) {
    /** Copies the lists. */
    public DetectionPoint {
      hangMillis = List.copyOf(hangMillis);
      calm = List.copyOf(calm);
    }
  }

  /**
   * What one disturbance did, though nothing failed.
   *
   * @param disturbance the disturbance
   * @param roleChanges how often another server became active
   * @param longestWaitMillis the longest time between two acknowledgements of one writer
   * @param skipped why it was not measured; empty when it was
   */
  public record DisturbedCalm(
      Disturbance disturbance, int roleChanges, int longestWaitMillis, String skipped) {}
}
