package io.redisfailover.bench.result;

import io.redisfailover.bench.rival.Contender;
import java.util.List;

/**
 * A series of runs.
 *
 * @param about where they come from
 * @param failures runs that came to no result, each with the reason
 * @param runs every run with every sample, in the order in which they were made
 */
public record Results(About about, List<String> failures, List<RunResult> runs) {
  /** Copies the lists. */
  public Results {
    failures = List.copyOf(failures);
    runs = List.copyOf(runs);
  }

  /** {@return the runs of one contender in one scenario} */
  public List<RunResult> of(Scenario scenario, Contender contender) {
    return runs.stream()
        .filter(run -> run.scenario() == scenario && run.contender() == contender)
        .toList();
  }
}
