package io.redisfailover.bench.table;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.ClientsResult;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.result.Scenario;
import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * What is counted of one kind of clients in one scenario.
 *
 * @param baseline at the older build, for each round
 * @param ours at this one
 */
record Counted(
    Scenario scenario,
    ClientKind kind,
    What what,
    LongSummaryStatistics baseline,
    LongSummaryStatistics ours) {
  /** What is counted. */
  enum What {
    /** Acknowledged, and not on the server that serves at the end. */
    LOST("acknowledged writes lost") {
      @Override
      long of(ClientsResult clients) {
        return clients.lost();
      }
    },
    /** Clients whose last pause has no end. */
    WAITING("clients left waiting") {
      @Override
      long of(ClientsResult clients) {
        return clients.waiting();
      }
    };

    private final String text;

    What(String text) {
      this.text = text;
    }

    /** {@return its name in tables} */
    String text() {
      return text;
    }

    /** {@return how many in one run} */
    abstract long of(ClientsResult clients);
  }

  /** {@return that of some runs, of which both have at least one} */
  static Counted of(
      Scenario scenario,
      ClientKind kind,
      What what,
      List<RunResult> baseline,
      List<RunResult> ours) {
    return new Counted(scenario, kind, what, each(baseline, kind, what), each(ours, kind, what));
  }

  private static LongSummaryStatistics each(List<RunResult> runs, ClientKind kind, What what) {
    return runs.stream()
        .flatMap(run -> run.clients().stream())
        .filter(clients -> clients.kind() == kind)
        .mapToLong(what::of)
        .summaryStatistics();
  }

  /**
   * {@return whether a round of this build has more on average, by more than the rounds of the
   * baseline differ}
   */
  boolean isOver() {
    long spread = baseline.getMax() - baseline.getMin();
    return ours.getSum() * baseline.getCount()
        > (baseline.getSum() + spread * baseline.getCount()) * ours.getCount();
  }

  /** {@return it in a few words} */
  String inWords() {
    return "%s %s: %d %s instead of %d"
        .formatted(scenario.text(), kind.text(), ours.getSum(), what.text(), baseline.getSum());
  }
}
