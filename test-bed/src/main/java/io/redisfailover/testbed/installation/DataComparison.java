package io.redisfailover.testbed.installation;

import io.redisfailover.testbed.redis.RestartableRedis;
import java.util.ArrayList;
import java.util.List;

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
   * <p>Call this once: a server answers no other client meanwhile, and with many keys that lasts as
   * long as a hang.
   *
   * @param active the active server
   * @param standby the other server
   */
  static List<String> differingData(RestartableRedis active, RestartableRedis standby) {
    List<String> sentences = new ArrayList<>();
    compare("digests of the data", active.digest(), standby.digest(), sentences);
    return sentences;
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
