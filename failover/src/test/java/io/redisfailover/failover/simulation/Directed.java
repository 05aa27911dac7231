package io.redisfailover.failover.simulation;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import java.util.*;

public final class Directed {
  public static void main(String[] a) {
    int n = Integer.parseInt(a[0]);
    for (DirectedHistories d : DirectedHistories.values()) {
      Map<String, List<Long>> base = run(d, n, Guards.ALL);
      System.out.println(d + " ALL " + base);
      for (Guard g : Guard.values()) {
        if (a.length > 1 && !a[1].contains(g.name())) continue;
        Map<String, List<Long>> off = run(d, n, Guards.allBut(g));
        off.keySet().removeAll(base.keySet());
        Map<String, List<Long>> m = new TreeMap<>(off);
        if (!m.isEmpty()) System.out.println("   " + g + " " + m);
      }
    }
  }

  static Map<String, List<Long>> run(DirectedHistories d, int n, Guards guards) {
    Map<String, List<Long>> found = new TreeMap<>();
    long[] fo = new long[1];
    java.util.stream.LongStream.range(0, n).parallel().forEach(seed -> {
      History.Verdict v = History.play(seed, d.faults(seed), guards, null);
      synchronized (found) {
        fo[0] += v.failovers();
        for (String k : v.violations().keySet()) { List<Long> l = found.computeIfAbsent(k, x -> new ArrayList<>()); if (l.size() < 5) l.add(seed); }
      }
    });
    found.put("failovers=" + fo[0], List.of());
    return found;
  }
}
