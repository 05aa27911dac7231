package io.redisfailover.simulation;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays histories by hand: {@code Play FROM TO [GUARD]} prints a summary, {@code Play SEED [GUARD]}
 * prints every step of one history, shrunk to the faults that its violation needs.
 */
public final class Play {
  private Play() {}

  public static void main(String[] arguments) throws InterruptedException {
    boolean range = arguments.length > 1 && Character.isDigit(arguments[1].charAt(0));
    String guardName = arguments.length > (range ? 2 : 1) ? arguments[range ? 2 : 1] : "";
    Guards guards = guardName.isEmpty() ? Guards.ALL : Guards.allBut(Guard.valueOf(guardName));
    if (range) {
      summary(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), guards);
    } else {
      trace(Long.parseLong(arguments[0]), guards);
    }
  }

  private static void trace(long seed, Guards guards) {
    History.Verdict verdict = History.play(seed, guards);
    List<SimFault> faults = verdict.faults();
    for (String violation : verdict.violations().keySet()) {
      faults = History.shrink(seed, verdict.faults(), guards, violation);
      break;
    }
    StringBuilder log = new StringBuilder();
    History.Verdict again = History.play(seed, faults, guards, log);
    System.out.println(log);
    System.out.println(again);
  }

  private static void summary(long from, long to, Guards guards) throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    Map<String, List<Long>> violations = new TreeMap<>();
    Map<String, Integer> ends = new TreeMap<>();
    Map<String, Integer> lost = new TreeMap<>();
    int[] failovers = new int[1];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread =
          new Thread(() -> {
            for (long seed = next.getAndIncrement(); seed < to; seed = next.getAndIncrement()) {
              History.Verdict verdict = History.play(seed, guards);
              synchronized (violations) {
                for (String kind : verdict.violations().keySet()) {
                  violations.computeIfAbsent(kind, k -> new ArrayList<>()).add(seed);
                }
                ends.merge(verdict.end().name(), 1, Integer::sum);
                verdict.lost().forEach((kind, count) -> lost.merge(kind, count, Integer::sum));
                failovers[0] += verdict.failovers();
              }
            }
          });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(ends + " failovers " + failovers[0] + " lost " + lost);
    violations.forEach((kind, seeds) ->
        System.out.println(
            "  "
                + kind
                + ": "
                + seeds.size()
                + " e.g. "
                + seeds.subList(0, Math.min(12, seeds.size()))));
  }
}
