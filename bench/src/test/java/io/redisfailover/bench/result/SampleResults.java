package io.redisfailover.bench.result;

import io.redisfailover.bench.machine.Machine;
import io.redisfailover.bench.rival.Contender;
import java.util.List;

/** Results that nobody has measured. */
public final class SampleResults {
  private SampleResults() {}

  /** {@return a series in which all is as it should be} */
  public static Results good() {
    return of(
        run(Scenario.STOP, Contender.HAPROXY_DEFAULT, 1800, 900, 20, "master"),
        run(Scenario.STOP, Contender.OURS, 1, 1, 0, "master"));
  }

  /** {@return a series of these runs} */
  public static Results of(RunResult... runs) {
    return new Results(about(List.of()), List.of(), List.of(runs));
  }

  /** {@return where all samples come from} */
  public static About about(List<String> skipped) {
    return new About(
        "--runs 1",
        "2026-11-22",
        1,
        1,
        2,
        new Machine(2, 4096, "Linux 6", "JVM 25", "Redis 7.0.15", "2.6.12"),
        List.of("ours: commit 0123456789ab, SHA-256 0123456789abcdef"),
        skipped);
  }

  /** {@return one run with two clients of each kind} */
  public static RunResult run(
      Scenario scenario,
      Contender contender,
      long lost,
      long mostLostByOne,
      int misplaced,
      String servedBy) {
    return new RunResult(
        scenario,
        contender,
        1,
        250,
        servedBy,
        0,
        0,
        misplaced,
        List.of(
            new ClientsResult(
                ClientKind.IMMEDIATE,
                2000,
                lost,
                mostLostByOne,
                3,
                1,
                List.of(11, 14),
                List.of(150, 170),
                List.of(20, 25),
                0),
            new ClientsResult(
                ClientKind.POOL,
                1800,
                0,
                0,
                5,
                2,
                List.of(12, 13),
                List.of(210, 230),
                List.of(60, 65),
                1)));
  }
}
