package io.redisfailover.operator.liveconfig;

import java.util.Map;
import java.util.Set;

/**
 * What a server replied to its settings.
 *
 * @param restart names of settings that take effect at a restart only
 * @param refused names of settings that it rejects, with its error
 * @param refusedUsers names of users whose rules it rejects, with its error; where there is one,
 *     its users are the same as before
 * @param missingLogins names of users whose newest password it does not accept yet
 */
public record LiveConfigResult(
    Set<String> restart,
    Map<String, String> refused,
    Map<String, String> refusedUsers,
    Set<String> missingLogins) {
  /** Everything is taken, and nothing waits for a restart. */
  public static final LiveConfigResult TAKEN =
      new LiveConfigResult(Set.of(), Map.of(), Map.of(), Set.of());

  /** Copies the collections. */
  public LiveConfigResult {
    restart = Set.copyOf(restart);
    refused = Map.copyOf(refused);
    refusedUsers = Map.copyOf(refusedUsers);
    missingLogins = Set.copyOf(missingLogins);
  }
}
