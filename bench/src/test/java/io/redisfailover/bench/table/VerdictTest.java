package io.redisfailover.bench.table;

import static io.redisfailover.bench.result.SampleResults.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.SampleResults;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void findsNothingWrongWhereOnlyHaproxyLoses() {
    assertThat(Verdict.on(SampleResults.good())).isEmpty();
  }

  @Test
  void callsTheBenchBrokenWhenHaproxyLosesNothing() {
    assertThat(
            Verdict.on(
                SampleResults.of(
                    run(Scenario.PLANNED, Contender.HAPROXY_TUNED, 0, 0, 0, "master"))))
        .containsExactly(
            "haproxy-tuned lost nothing in 1 runs of planned, where its loss is known: this bench"
                + " is broken.");
  }

  @Test
  void allowsOneWriteForEachConnectionInACrashOnly() {
    assertThat(
            Verdict.on(SampleResults.of(run(Scenario.KILL_AOF, Contender.OURS, 2, 2, 0, "master"))))
        .containsExactly(
            "ours, kill-aof, round 1: one connection lost 2 acknowledged writes; 1 is allowed.");
    assertThat(
            Verdict.on(SampleResults.of(run(Scenario.PLANNED, Contender.OURS, 1, 1, 0, "master"))))
        .containsExactly(
            "ours, planned, round 1: one connection lost 1 acknowledged writes; 0 is allowed.");
  }

  @Test
  void namesClientsOnTheWrongServerAndAMissingReturn() {
    assertThat(Verdict.on(SampleResults.of(run(Scenario.STOP, Contender.OURS, 0, 0, 3, "backup"))))
        .containsExactly(
            "ours, stop, round 1: 3 clients were left on the wrong server.",
            "ours, stop, round 1: the first server did not serve again: backup did.");
  }

  @Test
  void leavesTheFaultsOfAnOlderBuildToTheTable() {
    assertThat(
            Verdict.on(SampleResults.of(run(Scenario.STOP, Contender.BASELINE, 9, 9, 3, "backup"))))
        .isEmpty();
  }

  @Test
  void namesRunsWithoutAResult() {
    Results results =
        new Results(SampleResults.about(List.of()), List.of("stop ours #1: in vain"), List.of());
    assertThat(Verdict.on(results))
        .containsExactly("A run came to no result: stop ours #1: in vain");
  }
}
