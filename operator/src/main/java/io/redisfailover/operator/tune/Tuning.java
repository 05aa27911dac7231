package io.redisfailover.operator.tune;

import java.util.Map;
import java.util.Set;

/**
 * What a server said to its settings.
 *
 * @param restart names of those that it takes at its next start only
 * @param refused names of those that it does not take at all, with its own words
 */
public record Tuning(Set<String> restart, Map<String, String> refused) {
  /** Copies the collections. */
  public Tuning {
    restart = Set.copyOf(restart);
    refused = Map.copyOf(refused);
  }
}
