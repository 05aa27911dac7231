package io.redisfailover.operator.metrics;

import java.util.List;

/**
 * The value of a gauge of one resource.
 *
 * @param meter of which gauge
 * @param labels the values of the meter's own labels, in its order
 * @param value in the meter's unit
 */
record Sample(ResourceMeter meter, List<String> labels, double value) {
  /** Copies the labels, which must be as many as the meter has. */
  Sample {
    labels = List.copyOf(labels);
    if (labels.size() != meter.labels().size()) {
      throw new IllegalArgumentException(meter + " has the labels " + meter.labels());
    }
  }
}
