package io.redisfailover.testbed.installation;

import io.redisfailover.testbed.redis.RestartableRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares the data of two servers. Both answer, and no client writes. */
final class DataComparison {
  private DataComparison() {}

  /**
   * {@return a sentence for each difference of everything but the data; empty when they are one
   * data set}
   *
   * @param active the active server
   * @param standby the other server
   */
  static List<String> differences(RestartableRedis active, RestartableRedis standby) {
    List<String> sentences = new ArrayList<>();
    if (!active.isPrimary()) {
      sentences.add("The active server is no primary.");
    }
    if (standby.isPrimary()) {
      sentences.add("The standby is a primary.");
    }
    compare("offsets", Long.toString(active.offset()), Long.toString(standby.offset()), sentences);
    compare("replication ids", id(active), id(standby), sentences);
    if (active.release().carriesMarkers()) {
      compare("markers", markers(active), markers(standby), sentences);
      if (markers(active).isEmpty()) {
        sentences.add("The active server has no markers.");
      }
    }
    return sentences;
  }

  /**
   * {@return a sentence when their data differ}
   *
   * @param active the active server
   * @param standby the other server
   */
  static List<String> differingData(RestartableRedis active, RestartableRedis standby) {
    SortedMap<String, String> first = active.digests();
    SortedMap<String, String> second = standby.digests();
    SortedSet<String> keys = new TreeSet<>(first.keySet());
    keys.addAll(second.keySet());
    keys.removeIf(key -> Objects.equals(first.get(key), second.get(key)));
    return keys.isEmpty()
        ? List.of()
        : List.of(
            "%d of %d keys differ, the first is %s."
                .formatted(keys.size(), Math.max(first.size(), second.size()), keys.first()));
  }

  private static void compare(String what, String active, String standby, List<String> sentences) {
    if (!active.equals(standby)) {
      sentences.add("The %s differ: %s and %s.".formatted(what, active, standby));
    }
  }

  private static String id(RestartableRedis server) {
    return server.info("master_replid");
  }

  private static String markers(RestartableRedis server) {
    return String.join(
        ", ",
        server
            .call("FUNCTION", "LIST", "LIBRARYNAME", "redisfailover_*", "WITHCODE")
            .lines()
            .filter(line -> line.contains("callback"))
            .sorted()
            .toList());
  }
}
