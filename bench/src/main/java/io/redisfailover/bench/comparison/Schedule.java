package io.redisfailover.bench.comparison;

import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who meets what, when. In every round each contender meets each scenario once; who begins changes
 * with the round and with the scenario, so that whatever the machine does besides hits all alike.
 * Pure.
 */
final class Schedule {
  /** Checks come every second, so a fault may come at any moment of one. */
  private static final int PHASES_MILLIS = 1000;

  private Schedule() {}

  /**
   * One run.
   *
   * @param scenario what happens
   * @param contender to whom
   * @param round from 1
   * @param phaseMillis at which millisecond of a second, the same for all contenders of a round
   */
  record Item(Scenario scenario, Contender contender, int round, int phaseMillis) {}

  /**
   * {@return one run of each contender that does not count: whoever comes first after a build reads
   * its files from the disk}
   *
   * @param schedule what is to count
   */
  static List<Item> rehearsal(List<Item> schedule) {
    Map<Contender, Item> first = new LinkedHashMap<>();
    schedule.forEach(item -> first.putIfAbsent(item.contender(), item));
    return List.copyOf(first.values());
  }

  /** {@return all runs in their order} */
  static List<Item> of(List<Scenario> scenarios, List<Contender> contenders, int runs, long seed) {
    List<Item> items = new ArrayList<>();
    Random random = new Random(seed);
    for (int round = 1; round <= runs; round++) {
      for (int i = 0; i < scenarios.size(); i++) {
        int phase = random.nextInt(PHASES_MILLIS);
        for (int turn = 0; turn < contenders.size(); turn++) {
          Contender contender = contenders.get((round + i + turn) % contenders.size());
          items.add(new Item(scenarios.get(i), contender, round, phase));
        }
      }
    }
    return items;
  }
}
