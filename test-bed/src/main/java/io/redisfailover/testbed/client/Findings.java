package io.redisfailover.testbed.client;

import io.redisfailover.testbed.redis.RedisCall;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Connection;

/**
 * What a server holds of what writers were told.
 *
 * @param acknowledged writes with a reply
 * @param lost those of them that the server does not hold
 * @param countersShort how many acknowledged increments are missing, over all counters
 * @param countersOver how many increments there are that nobody can have sent
 * @param appendsLost acknowledged list entries that are missing
 * @param appendsTwice list entries that are there more than once
 * @param unknownFound writes without a reply that the server holds nevertheless
 */
public record Findings(
    long acknowledged,
    Set<String> lost,
    long countersShort,
    long countersOver,
    long appendsLost,
    long appendsTwice,
    Set<String> unknownFound) {
  private static final int BATCH = 1000;

  /**
   * Reads everything back.
   *
   * @param journals what was done; the writers have ended
   * @param port the server
   */
  public static Findings read(List<Journal> journals, int port) {
    try (Connection connection = RedisCall.connect(port)) {
      return read(journals, connection);
    }
  }

  /**
   * The same over a connection, for a server with a password.
   *
   * @param journals what was done; the writers have ended
   * @param connection to the server
   */
  public static Findings read(List<Journal> journals, Connection connection) {
    long acknowledged = 0;
    Set<String> lost = new HashSet<>();
    Set<String> unknownFound = new HashSet<>();
    long[] sums = new long[4];
    for (Journal journal : journals) {
      BitSet writes = journal.acknowledgedWrites();
      acknowledged += writes.cardinality();
      lost.addAll(keys(connection, journal, writes, false));
      unknownFound.addAll(keys(connection, journal, journal.unknownWrites(), true));
      count(connection, journal, sums);
      lists(connection, journal, sums);
    }
    return new Findings(acknowledged, lost, sums[0], sums[1], sums[2], sums[3], unknownFound);
  }

  /** {@return of these writes the keys that exist, or those that do not} */
  private static Set<String> keys(
      Connection connection, Journal journal, BitSet writes, boolean existing) {
    Set<String> matching = new HashSet<>();
    List<String> batch = new ArrayList<>();
    for (int number : writes.stream().toArray()) {
      batch.add(journal.key(number));
      if (batch.size() == BATCH) {
        matching.addAll(matching(connection, batch, existing));
        batch.clear();
      }
    }
    matching.addAll(matching(connection, batch, existing));
    return matching;
  }

  private static Set<String> matching(Connection connection, List<String> keys, boolean existing) {
    List<String> replies =
        RedisCall.pipeline(connection, keys.stream().map(key -> List.of("EXISTS", key)).toList());
    Set<String> matching = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      if (replies.get(i).equals("1") == existing) {
        matching.add(keys.get(i));
      }
    }
    return matching;
  }

  private static void count(Connection connection, Journal journal, long[] sums) {
    String reply = RedisCall.call(connection, "GET", journal.counter());
    long value = reply.isEmpty() ? 0 : Long.parseLong(reply);
    sums[0] += Math.max(0, journal.countedAcknowledged() - value);
    sums[1] += Math.max(0, value - journal.countedAcknowledged() - journal.countedUnknown());
  }

  private static void lists(Connection connection, Journal journal, long[] sums) {
    String reply = RedisCall.call(connection, "LRANGE", journal.list(), "0", "-1");
    List<String> entries = reply.isEmpty() ? List.of() : reply.lines().toList();
    Set<String> distinct = new HashSet<>(entries);
    sums[2] +=
        journal.appendedNumbers().stream()
            .filter(number -> !distinct.contains(Integer.toString(number)))
            .count();
    sums[3] += entries.size() - distinct.size();
  }
}
