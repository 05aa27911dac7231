package io.redisfailover.bench.condition;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts role changes from one moment on: the most that a process knows of. A process that was away
 * or cut off may know of fewer. Used by one thread.
 */
public final class RoleChanges {
  private final Installation installation;
  private final Map<String, Set<String>> before;

  private RoleChanges(Installation installation, Map<String, Set<String>> before) {
    this.installation = installation;
    this.before = before;
  }

  /** {@return a count that begins now} */
  public static RoleChanges fromNow(Installation installation) {
    return new RoleChanges(installation, known(installation));
  }

  /** {@return how often another server became active since the beginning} */
  public int count() {
    int most = 0;
    for (Map.Entry<String, Set<String>> process : known(installation).entrySet()) {
      Set<String> since = new HashSet<>(process.getValue());
      since.removeAll(before.getOrDefault(process.getKey(), Set.of()));
      most = Math.max(most, since.size());
    }
    return most;
  }

  /** {@return of each process the moments of its role changes} */
  private static Map<String, Set<String>> known(Installation installation) {
    Map<String, Set<String>> all = new HashMap<>();
    for (StandaloneProcess process : installation.proxies()) {
      Set<String> moments = new HashSet<>();
      process
          .status()
          .ifPresent(it -> it.path("roleChanges").forEach(change -> moments.add(at(change))));
      all.put(process.name(), moments);
    }
    return all;
  }

  private static String at(JsonNode change) {
    return change.path("at").asText() + " " + change.path("to").asText();
  }
}
