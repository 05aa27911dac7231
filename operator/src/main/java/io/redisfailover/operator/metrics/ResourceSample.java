package io.redisfailover.operator.metrics;

import java.util.List;

/**
 * One value of a gauge of one resource.
 *
 * @param meter the gauge
 * @param labels values of the gauge's own labels, in its order
 * @param value value in the gauge's unit
 */
record ResourceSample(ResourceMeter meter, List<String> labels, double value) {
  /** Copies the labels and checks their number. */
  ResourceSample {
    labels = List.copyOf(labels);
    if (labels.size() != meter.labels().size()) {
      throw new IllegalArgumentException(meter + " has the labels " + meter.labels());
    }
  }
}
