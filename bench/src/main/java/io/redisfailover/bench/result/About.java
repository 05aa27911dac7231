package io.redisfailover.bench.result;

import io.redisfailover.bench.machine.Machine;
import java.util.List;

/**
 * Where a file of results comes from.
 *
 * @param command the words after {@code bench/failover}
 * @param date the day of the run, as {@code 2026-01-31}
 * @param seed of the phases
 * @param runs how often each contender met each scenario
 * @param clients clients of each kind in one run
 * @param machine what it ran on
 * @param builds what identifies each build that took part; empty in files that were written before
 *     it was kept
 * @param skipped contenders that were left out, each with the reason
 */
public record About(
    String command,
    String date,
    long seed,
    int runs,
    int clients,
    Machine machine,
    List<String> builds,
    List<String> skipped) {
  /** Copies the lists. */
  public About {
    builds = List.copyOf(builds);
    skipped = List.copyOf(skipped);
  }
}
