package io.redisfailover.realredis.client;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what a server returns with what its writers were told.
 *
 * @param acknowledged writes with a reply
 * @param lost those of them that the server does not return with the value that was written
 * @param countersShort how many acknowledged increments are missing, over all counters
 * @param countersOver how many increments exceed those that were sent
 * @param appendsLost acknowledged list entries that are missing
 * @param appendsTwice list entries that are there more than once
 * @param unknownFound writes without a reply that the server holds nevertheless
 */
public record WriteAudit(
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
   * @param journals of the writers, which have stopped
   * @param target the server, or a proxy in front of it
   */
  public static WriteAudit read(List<Journal> journals, ClientTarget target) {
    long acknowledged = 0;
    Set<String> lost = new HashSet<>();
    Set<String> unknownFound = new HashSet<>();
    long[] sums = new long[4];
    try (RespClient client = new RespClient(target)) {
      for (Journal journal : journals) {
        BitSet writes = journal.acknowledgedWrites();
        acknowledged += writes.cardinality();
        lost.addAll(keys(client, journal, writes, false));
        unknownFound.addAll(keys(client, journal, journal.unknownWrites(), true));
        count(client, journal, sums);
        lists(client, journal, sums);
      }
    }
    return new WriteAudit(acknowledged, lost, sums[0], sums[1], sums[2], sums[3], unknownFound);
  }

  /**
   * {@return the keys of the writes that were acknowledged before this call and that are lost}
   *
   * @param journals of writers, which may still be writing
   * @param target the server, or a proxy in front of it
   */
  public static Set<String> lost(List<Journal> journals, ClientTarget target) {
    Set<String> lost = new HashSet<>();
    try (RespClient client = new RespClient(target)) {
      for (Journal journal : journals) {
        lost.addAll(keys(client, journal, journal.acknowledgedWrites(), false));
      }
    }
    return lost;
  }

  /** {@return of these writes the keys that are there with their value, or those that are not} */
  private static Set<String> keys(
      RespClient client, Journal journal, BitSet writes, boolean there) {
    Set<String> matching = new HashSet<>();
    List<Integer> batch = new ArrayList<>();
    for (int number : writes.stream().toArray()) {
      batch.add(number);
      if (batch.size() == BATCH) {
        matching.addAll(matching(client, journal, batch, there));
        batch.clear();
      }
    }
    matching.addAll(matching(client, journal, batch, there));
    return matching;
  }

  private static Set<String> matching(
      RespClient client, Journal journal, List<Integer> numbers, boolean there) {
    List<String> values =
        client.demandAtOnce(
            numbers.stream().map(number -> List.of("GET", journal.key(number))).toList());
    Set<String> matching = new HashSet<>();
    for (int i = 0; i < numbers.size(); i++) {
      int number = numbers.get(i);
      if (values.get(i).equals(Journal.value(number)) == there) {
        matching.add(journal.key(number));
      }
    }
    return matching;
  }

  private static void count(RespClient client, Journal journal, long[] sums) {
    String reply = client.demand("GET", journal.counter());
    long value = reply.isEmpty() ? 0 : Long.parseLong(reply);
    sums[0] += Math.max(0, journal.countedAcknowledged() - value);
    sums[1] += Math.max(0, value - journal.countedAcknowledged() - journal.countedUnknown());
  }

  private static void lists(RespClient client, Journal journal, long[] sums) {
    String reply = client.demand("LRANGE", journal.list(), "0", "-1");
    List<String> entries = reply.isEmpty() ? List.of() : reply.lines().toList();
    Set<String> distinct = new HashSet<>(entries);
    sums[2] +=
        journal.appendedNumbers().stream()
            .filter(number -> !distinct.contains(Integer.toString(number)))
            .count();
    sums[3] += entries.size() - distinct.size();
  }
}
