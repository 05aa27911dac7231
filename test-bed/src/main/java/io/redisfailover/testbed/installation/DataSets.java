package io.redisfailover.testbed.installation;

import io.redisfailover.testbed.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;

/** Whether two servers hold the same. Both answer, and no client writes. */
final class DataSets {
  private DataSets() {}

  /**
   * {@return a sentence for each thing in which they differ, but for the data themselves; empty
   * when they are one data set}
   *
   * @param master the active server
   * @param replica the other one
   */
  static List<String> differences(RedisServer master, RedisServer replica) {
    List<String> sentences = new ArrayList<>();
    if (!master.isMaster()) {
      sentences.add("The active server is not a master.");
    }
    if (replica.isMaster()) {
      sentences.add("The standby is a master.");
    }
    compare("offsets", Long.toString(master.offset()), Long.toString(replica.offset()), sentences);
    compare("replication ids", id(master), id(replica), sentences);
    if (master.release().carriesMarkers()) {
      compare("markers", markers(master), markers(replica), sentences);
      if (markers(master).isEmpty()) {
        sentences.add("The active server carries no markers.");
      }
    }
    return sentences;
  }

  /**
   * {@return a sentence when their data differ}
   *
   * <p>To be asked once: a server answers nobody else meanwhile, and with many keys that lasts long
   * enough to look like a hang.
   *
   * @param master the active server
   * @param replica the other one
   */
  static List<String> differingData(RedisServer master, RedisServer replica) {
    List<String> sentences = new ArrayList<>();
    compare("digests of the data", master.digest(), replica.digest(), sentences);
    return sentences;
  }

  private static void compare(String what, String active, String standby, List<String> sentences) {
    if (!active.equals(standby)) {
      sentences.add("The %s differ: %s and %s.".formatted(what, active, standby));
    }
  }

  private static String id(RedisServer server) {
    return server.info("master_replid");
  }

  private static String markers(RedisServer server) {
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
