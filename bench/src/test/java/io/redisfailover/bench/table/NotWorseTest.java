package io.redisfailover.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.ClientsResult;
import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.result.SampleResults;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NotWorseTest {
  @Test
  void takesEqualPausesForNotWorse() {
    NotWorse comparison = compare(10, 100, 200, 100, 200);
    assertThat(comparison.isWorse()).isFalse();
    assertThat(comparison.sentence()).isEqualTo("not worse");
  }

  @Test
  void takesExactlyTheLimitsForNotWorse() {
    assertThat(compare(10, 100, 200, 110, 250).sentence()).isEqualTo("not worse");
  }

  @Test
  void takesABetterBuildForNotWorse() {
    assertThat(compare(10, 100, 200, 20, 30).sentence()).isEqualTo("not worse");
  }

  @Test
  void takesAMedianElevenPercentWorseForWorse() {
    NotWorse comparison = compare(10, 100, 200, 111, 200);
    assertThat(comparison.isWorse()).isTrue();
    assertThat(comparison.sentence())
        .isEqualTo("worse: stop immediate fault median 111 instead of 100 ms");
  }

  @Test
  void takesAP99TwentySixPercentWorseForWorse() {
    NotWorse comparison = compare(10, 100, 200, 100, 252);
    assertThat(comparison.isWorse()).isTrue();
    assertThat(comparison.sentence())
        .isEqualTo("worse: stop immediate fault p99 252 instead of 200 ms");
  }

  @Test
  void namesEveryRowThatIsOverItsLimit() {
    assertThat(compare(10, 100, 200, 150, 300).faults())
        .containsExactly(
            "stop immediate fault median 150 instead of 100 ms",
            "stop immediate fault p99 300 instead of 200 ms");
  }

  @Test
  void looksAtEveryKindOfClientsAndBothPauses() {
    assertThat(compare(10, 100, 200, 100, 200).rows())
        .extracting(row -> row.kind().text() + " " + row.pause().text())
        .containsExactly("immediate fault", "immediate failback", "pool fault", "pool failback");
  }

  @Test
  void isNoVerdictOfTooFewRounds() {
    assertThat(compare(9, 100, 200, 100, 200).sentence()).isEqualTo("no verdict: 9 of 10 rounds");
    assertThat(compare(9, 100, 200, 100, 200).isWorse()).isFalse();
  }

  @Test
  void namesWhatIsOverALimitInTooFewRoundsToo() {
    assertThat(compare(2, 100, 200, 150, 200).sentence())
        .isEqualTo(
            "no verdict: 2 of 10 rounds; over a limit: stop immediate fault median 150 instead of"
                + " 100 ms");
    assertThat(compare(2, 100, 200, 150, 200).isWorse()).isTrue();
  }

  @Test
  void countsTheRoundsOfTheOneThatHasFewer() {
    List<RunResult> runs = new ArrayList<>(runs(Contender.BASELINE, 10, 100, 200));
    runs.addAll(runs(Contender.OURS, 4, 100, 200));
    assertThat(in(runs).sentence()).isEqualTo("no verdict: 4 of 10 rounds");
  }

  @Test
  void takesMoreLossThanTheRoundsOfTheBaselineDifferByForWorse() {
    assertThat(lost(List.of(1, 3, 2), List.of(4, 4, 4)).isOver()).isFalse();
    Counted more = lost(List.of(1, 3, 2), List.of(4, 4, 5));
    assertThat(more.isOver()).isTrue();
    assertThat(more.inWords())
        .isEqualTo("stop immediate: 13 acknowledged writes lost instead of 6");
  }

  @Test
  void takesAnyLossForWorseWhereTheBaselineHasNone() {
    assertThat(lost(List.of(0, 0), List.of(0, 1)).isOver()).isTrue();
    assertThat(lost(List.of(0, 0), List.of(0, 0)).isOver()).isFalse();
  }

  @Test
  void comparesTheLossOfARoundWhereOneOfBothHasFewer() {
    assertThat(lost(List.of(2, 2, 2, 2), List.of(2, 2)).isOver()).isFalse();
    assertThat(lost(List.of(2, 2), List.of(2, 2, 2, 2)).isOver()).isFalse();
  }

  @Test
  void takesAClientLeftWaitingForWorse() {
    List<RunResult> runs = new ArrayList<>(runs(Contender.BASELINE, 10, 100, 200));
    runs.addAll(runs(Contender.OURS, 9, 100, 200));
    runs.add(run(Contender.OURS, 10, clients(ClientKind.IMMEDIATE, 2, List.of(90, 100, 200), 1)));
    assertThat(in(runs).sentence())
        .isEqualTo("worse: stop immediate: 1 clients left waiting instead of 0");
  }

  @Test
  void isNoVerdictForAScenarioThatOneOfBothHasNoResultOf() {
    List<RunResult> runs = new ArrayList<>(runs(Contender.BASELINE, 10, 100, 200));
    runs.addAll(runs(Contender.OURS, 10, 100, 200));
    runs.add(SampleResults.run(Scenario.PLANNED, Contender.BASELINE, 0, 0, 0, "master"));
    assertThat(in(runs).isWorse()).isTrue();
    assertThat(in(runs).sentence()).isEqualTo("worse: planned: this build has no result");
  }

  @Test
  void isThereOnlyWhereABaselineTookPart() {
    assertThat(NotWorse.in(SampleResults.good())).isEmpty();
  }

  @Test
  void isATableWithTheSamplesTheSpreadAndTheVerdictAtTheEnd() {
    assertThat(NotWorseTable.render(compare(10, 100, 200, 111, 252)))
        .contains("| ratio (at most 1.100) | p99, ms | ratio (at most 1.250) |")
        .contains(
            "| stop | immediate | fault | 30 (10) / 30 (10) | 100 / 111 | **1.110** | 200 / 252"
                + " | **1.260** | 100 - 100 / 111 - 111 | 90 - 200 / 90 - 252 |\n")
        .contains("| stop | immediate | acknowledged writes lost | 20 / 20 | 2 - 2 / 2 - 2 |\n")
        .contains("| stop | pool | clients left waiting | 0 / 0 | 0 - 0 / 0 - 0 |\n")
        .contains("| stop | pool | fault | 30 (10) / 30 (10) | 300 / 300 | 1.000 |")
        .endsWith(
            "worse: stop immediate fault median 111 instead of 100 ms; stop immediate fault p99 252"
                + " instead of 200 ms\n");
  }

  private static NotWorse compare(
      int rounds, int baselineMedian, int baselineP99, int ourMedian, int ourP99) {
    return in(
        Stream.concat(
                runs(Contender.BASELINE, rounds, baselineMedian, baselineP99).stream(),
                runs(Contender.OURS, rounds, ourMedian, ourP99).stream())
            .toList());
  }

  private static NotWorse in(List<RunResult> runs) {
    return NotWorse.in(new Results(SampleResults.about(List.of()), List.of(), runs)).orElseThrow();
  }

  private static Counted lost(List<Integer> baseline, List<Integer> ours) {
    return Counted.of(
        Scenario.STOP,
        ClientKind.IMMEDIATE,
        Counted.What.LOST,
        losing(Contender.BASELINE, baseline),
        losing(Contender.OURS, ours));
  }

  private static List<RunResult> losing(Contender contender, List<Integer> lost) {
    return lost.stream()
        .map(it -> run(contender, 1, clients(ClientKind.IMMEDIATE, it, List.of(100), 0)))
        .toList();
  }

  private static List<RunResult> runs(Contender contender, int rounds, int median, int p99) {
    List<Integer> pauses = List.of(Math.min(90, median), median, p99);
    return IntStream.rangeClosed(1, rounds)
        .mapToObj(round -> run(contender, round, clients(ClientKind.IMMEDIATE, 2, pauses, 0)))
        .toList();
  }

  private static RunResult run(Contender contender, int round, ClientsResult immediate) {
    return new RunResult(
        Scenario.STOP,
        contender,
        round,
        250,
        "master",
        0,
        0,
        0,
        List.of(immediate, clients(ClientKind.POOL, 0, List.of(300, 300, 300), 0)));
  }

  private static ClientsResult clients(
      ClientKind kind, long lost, List<Integer> faultMillis, int waiting) {
    return new ClientsResult(
        kind, 2000, lost, 1, 0, 0, List.of(10, 10, 10), faultMillis, List.of(40, 40, 40), waiting);
  }
}
