package io.redisfailover.bench.table;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether this build is not worse than the baseline: every median within 10 %, every p99 within 25
 * %, of 10 rounds, and no more writes lost or clients left waiting than the rounds of the baseline
 * differ by. What must not be lost in any case is judged by {@link ResultFindings}. Pure.
 *
 * @param rows the pauses that were compared
 * @param counts what else was compared
 * @param unequal a sentence for each scenario that one of the two has no result of
 */
public record NotWorse(List<Row> rows, List<Counted> counts, List<String> unequal) {
  /** What a median of this build may be of that of the baseline, in percent. */
  static final int MEDIAN_LIMIT = 110;

  /** What a p99 of this build may be of that of the baseline, in percent. */
  static final int P99_LIMIT = 125;

  /** Of how many rounds the rule speaks. */
  static final int ROUNDS = 10;

  /** Copies the lists. */
  public NotWorse {
    rows = List.copyOf(rows);
    counts = List.copyOf(counts);
    unequal = List.copyOf(unequal);
  }

  /**
   * One pause of one kind of clients in one scenario.
   *
   * @param baseline at the older build
   * @param ours at this one
   */
  record Row(Scenario scenario, ClientKind kind, Pause pause, Sampled baseline, Sampled ours) {
    boolean isMedianOver() {
      return isOver(baseline.all().median(), ours.all().median(), MEDIAN_LIMIT);
    }

    boolean isP99Over() {
      return isOver(baseline.all().p99(), ours.all().p99(), P99_LIMIT);
    }

    /** {@return how many rounds both have} */
    int rounds() {
      return Math.min(baseline.rounds(), ours.rounds());
    }

    /** In whole numbers: exactly at the limit is within. */
    private static boolean isOver(int baseline, int ours, int percent) {
      return 100L * ours > (long) percent * baseline;
    }
  }

  /** {@return the comparison; empty when no baseline took part} */
  public static Optional<NotWorse> in(Results results) {
    List<Row> rows = new ArrayList<>();
    List<Counted> counts = new ArrayList<>();
    List<String> unequal = new ArrayList<>();
    for (Scenario scenario : Scenario.all()) {
      List<RunResult> baseline = results.of(scenario, Contender.BASELINE);
      List<RunResult> ours = results.of(scenario, Contender.OURS);
      if (!baseline.isEmpty() && !ours.isEmpty()) {
        rows(scenario, baseline, ours, rows);
        counts(scenario, baseline, ours, counts);
      } else if (!baseline.isEmpty() || !ours.isEmpty()) {
        unequal.add(
            "%s: %s has no result"
                .formatted(scenario.text(), baseline.isEmpty() ? "the baseline" : "this build"));
      }
    }
    boolean tookPart =
        results.runs().stream().anyMatch(run -> run.contender() == Contender.BASELINE);
    return tookPart ? Optional.of(new NotWorse(rows, counts, unequal)) : Optional.empty();
  }

  private static void rows(
      Scenario scenario, List<RunResult> baseline, List<RunResult> ours, List<Row> rows) {
    for (ClientKind kind : ClientKind.values()) {
      for (Pause pause : Pause.values()) {
        rows.add(
            new Row(
                scenario,
                kind,
                pause,
                Sampled.of(baseline, kind, pause),
                Sampled.of(ours, kind, pause)));
      }
    }
  }

  private static void counts(
      Scenario scenario, List<RunResult> baseline, List<RunResult> ours, List<Counted> counts) {
    for (ClientKind kind : ClientKind.values()) {
      for (Counted.What what : Counted.What.values()) {
        counts.add(Counted.of(scenario, kind, what, baseline, ours));
      }
    }
  }

  /** {@return what is over a limit or cannot be compared, each in a few words} */
  List<String> faults() {
    List<String> faults = new ArrayList<>(unequal);
    for (Row row : rows) {
      String where =
          "%s %s %s ".formatted(row.scenario().text(), row.kind().text(), row.pause().text());
      Sampled before = row.baseline();
      Sampled now = row.ours();
      if (row.isMedianOver()) {
        faults.add(where + words("median", before.all().median(), now.all().median()));
      }
      if (row.isP99Over()) {
        faults.add(where + words("p99", before.all().p99(), now.all().p99()));
      }
    }
    counts.stream().filter(Counted::isOver).map(Counted::inWords).forEach(faults::add);
    return faults;
  }

  private static String words(String what, int baseline, int ours) {
    return "%s %d instead of %d ms".formatted(what, ours, baseline);
  }

  /** {@return whether anything is over its limit or cannot be compared} */
  public boolean isWorse() {
    return !faults().isEmpty();
  }

  /** {@return the verdict, or that there is none by so few rounds and what is over a limit} */
  String sentence() {
    int rounds = rows.stream().mapToInt(Row::rounds).min().orElse(0);
    String faults = String.join("; ", faults());
    if (rounds < ROUNDS) {
      return "no verdict: %d of %d rounds".formatted(rounds, ROUNDS)
          + (faults.isEmpty() ? "" : "; over a limit: " + faults);
    }
    return faults.isEmpty() ? "not worse" : "worse: " + faults;
  }
}
