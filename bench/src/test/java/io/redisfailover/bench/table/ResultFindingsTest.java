package io.redisfailover.bench.table;

import static io.redisfailover.bench.result.SampleResults.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.SampleResults;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultFindingsTest {
  @Test
  void findsNothingWrongWhereOnlyHaproxyLoses() {
    assertThat(ResultFindings.on(SampleResults.good())).isEmpty();
  }

  @Test
  void callsTheBenchBrokenWhenHaproxyLosesNothing() {
    assertThat(
            ResultFindings.on(
                SampleResults.of(
                    run(Scenario.PLANNED, Contender.HAPROXY_TUNED, 0, 0, 0, "master"))))
        .containsExactly(
            "haproxy-tuned lost nothing in 1 runs of planned, where its loss is known: this bench"
                + " is broken.");
  }

  @Test
  void allowsOneWriteForEachConnectionInACrashOnly() {
    assertThat(
            ResultFindings.on(
                SampleResults.of(run(Scenario.KILL_AOF, Contender.OURS, 2, 2, 0, "master"))))
        .containsExactly(
            "ours, kill-aof, round 1: one client lost 2 acknowledged writes; at most 1 may be lost.");
    assertThat(
            ResultFindings.on(
                SampleResults.of(run(Scenario.PLANNED, Contender.OURS, 1, 1, 0, "master"))))
        .containsExactly(
            "ours, planned, round 1: one client lost 1 acknowledged writes; at most 0 may be lost.");
  }

  @Test
  void namesClientsOnTheWrongServerAndAMissingReturn() {
    assertThat(
            ResultFindings.on(
                SampleResults.of(run(Scenario.STOP, Contender.OURS, 0, 0, 3, "backup"))))
        .containsExactly(
            "ours, stop, round 1: 3 clients write to the wrong server.",
            "ours, stop, round 1: no failback: backup serves the clients.");
  }

  @Test
  void leavesTheFaultsOfAnOlderBuildToTheTable() {
    assertThat(
            ResultFindings.on(
                SampleResults.of(run(Scenario.STOP, Contender.BASELINE, 9, 9, 3, "backup"))))
        .isEmpty();
  }

  @Test
  void namesRunsWithoutAResult() {
    Results results =
        new Results(SampleResults.about(List.of()), List.of("stop ours #1: in vain"), List.of());
    assertThat(ResultFindings.on(results)).containsExactly("A run failed: stop ours #1: in vain");
  }
}
