package io.redisfailover.testbed.redis;

import io.redisfailover.realredis.client.RespClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a checksum of every value of a server, few keys at a time: one {@code DEBUG DIGEST} over a
 * data set of some size keeps the server from answering its probes, and causes the failover that a
 * test does not expect. Keys are texts without line ends, and no client writes.
 */
final class DataDigests {
  private static final String KEYS_AT_ONCE = "500";

  private DataDigests() {}

  /** {@return a checksum of type, value and expiry for each key, which begins with its database} */
  static SortedMap<String, String> of(RespClient client) {
    SortedMap<String, String> digests = new TreeMap<>();
    List<String> databases =
        client
            .demand("INFO", "keyspace")
            .lines()
            .filter(line -> line.startsWith("db"))
            .map(line -> line.substring("db".length(), line.indexOf(':')))
            .toList();
    for (String database : databases) {
      client.demand("SELECT", database);
      String cursor = "0";
      do {
        List<String> scanned =
            Arrays.asList(client.demand("SCAN", cursor, "COUNT", KEYS_AT_ONCE).split("\n", -1));
        cursor = scanned.getFirst();
        List<String> keys = scanned.stream().skip(1).filter(key -> !key.isEmpty()).toList();
        add(client, database, keys, digests);
      } while (!cursor.equals("0"));
    }
    return digests;
  }

  private static void add(
      RespClient client, String database, List<String> keys, SortedMap<String, String> digests) {
    if (keys.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("DEBUG", "DIGEST-VALUE"));
    command.addAll(keys);
    List<String> found = client.demand(command.toArray(String[]::new)).lines().toList();
    for (int i = 0; i < keys.size(); i++) {
      digests.put(database + " " + keys.get(i), found.get(i));
    }
  }
}
