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
 */
public record LiveConfigResult(
    Set<String> restart, Map<String, String> refused, Map<String, String> refusedUsers) {
  /** Copies the collections. */
  public LiveConfigResult {
    restart = Set.copyOf(restart);
    refused = Map.copyOf(refused);
    refusedUsers = Map.copyOf(refusedUsers);
  }
}
