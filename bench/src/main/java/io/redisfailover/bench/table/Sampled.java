package io.redisfailover.bench.table;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.ClientsResult;
import io.redisfailover.bench.result.Quantiles;
import io.redisfailover.bench.result.RunResult;
import java.util.List;

/**
 * One pause of one kind of clients at one contender, over all rounds.
 *
 * @param rounds how many runs
 * @param all of all samples, in milliseconds
 * @param medians of the medians of the single rounds, in milliseconds: how far they lie apart is
 *     what the machine does to a median
 */
record Sampled(int rounds, Quantiles all, Quantiles medians) {
  /** {@return that of some runs, of which there is at least one} */
  static Sampled of(List<RunResult> runs, ClientKind kind, Pause pause) {
    List<ClientsResult> clients =
        runs.stream()
            .flatMap(run -> run.clients().stream())
            .filter(it -> it.kind() == kind)
            .toList();
    return new Sampled(
        runs.size(),
        Quantiles.of(clients.stream().flatMap(it -> pause.of(it).stream()).toList()),
        Quantiles.of(clients.stream().map(it -> Quantiles.of(pause.of(it)).median()).toList()));
  }
}
