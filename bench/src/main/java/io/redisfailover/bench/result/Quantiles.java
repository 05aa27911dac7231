package io.redisfailover.bench.result;

import java.util.List;

/**
 * Samples in short, in the unit of the samples. A quantile is the smallest sample that at least
 * that part of all samples does not exceed (nearest rank): always a value that was measured.
 *
 * @param count how many samples
 * @param min the smallest
 * @param median half of them are not larger
 * @param p99 99 of 100 are not larger; of fewer than 100 samples it is the largest
 * @param max the largest
 */
public record Quantiles(int count, int min, int median, int p99, int max) {
  /**
   * {@return those of some samples}
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Quantiles of(List<Integer> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("there are no samples");
    }
    List<Integer> sorted = samples.stream().sorted().toList();
    return new Quantiles(
        sorted.size(), sorted.getFirst(), rank(sorted, 50), rank(sorted, 99), sorted.getLast());
  }

  private static int rank(List<Integer> sorted, int percent) {
    int rank = Math.ceilDiv(sorted.size() * percent, 100);
    return sorted.get(rank - 1);
  }
}
