package io.redisfailover.e2e.metrics;

import java.util.Map;

/**
 * What pods use.
 *
 * @param namespace of the pods
 * @param cpuMillis of each pod by its name, in thousandths of a processor
 */
public record Usage(String namespace, Map<String, Integer> cpuMillis) {
  /** Copies the map. */
  public Usage {
    cpuMillis = Map.copyOf(cpuMillis);
  }
}
