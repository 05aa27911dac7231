package io.redisfailover.bench.comparison;

import io.redisfailover.bench.machine.Workplace;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.rival.Builds;
import io.redisfailover.bench.rival.ContenderSetup;
import io.redisfailover.bench.run.BenchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where runs take place, one at a time, each in a folder of its own. Used by one thread. */
final class RunExecutor implements AutoCloseable {
  private final int clients;
  private final Builds builds;
  private final Workplace workplace;
  private int runs;

  /** With the number of clients of each kind in a run, and what runs. */
  RunExecutor(int clients, Builds builds) throws IOException {
    this.clients = clients;
    this.builds = builds;
    this.workplace = Workplace.open("bench-failover-");
  }

  /** Makes one run. */
  RunResult run(Schedule.Item item) throws IOException {
    Path own = Files.createDirectory(workplace.folder().resolve("run-" + ++runs));
    try (ContenderSetup stage =
            item.contender()
                .start(
                    own, item.scenario().persistence(), item.scenario().returnsByItself(), builds);
        BenchRun trial = new BenchRun(item.scenario(), stage)) {
      return trial.run(item.contender(), item.round(), clients, item.phaseMillis());
    } finally {
      Workplace.delete(own);
    }
  }

  @Override
  public void close() {
    workplace.close();
  }
}
