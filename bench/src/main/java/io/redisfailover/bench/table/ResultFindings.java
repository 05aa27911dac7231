package io.redisfailover.bench.table;

import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.util.ArrayList;
import java.util.List;

/** The violations in some results. */
public final class ResultFindings {
  private ResultFindings() {}

  /**
   * {@return a sentence for each violation; empty when all is well}
   *
   * @param results what was measured
   */
  public static List<String> on(Results results) {
    List<String> sentences = new ArrayList<>();
    results.failures().forEach(failure -> sentences.add("A run failed: " + failure));
    for (Scenario scenario : Scenario.all()) {
      for (Contender contender : Contender.values()) {
        List<RunResult> runs = results.of(scenario, contender);
        switch (contender) {
          case HAPROXY_DEFAULT, HAPROXY_TUNED -> onRival(scenario, contender, runs, sentences);
          case BASELINE -> {
            // What an older build does wrong is in the table, and no fault of this one.
          }
          case OURS -> runs.forEach(run -> onOurs(run, sentences));
        }
      }
    }
    return sentences;
  }

  /** HAProxy's loss is known; a bench that does not see it sees nothing. */
  private static void onRival(
      Scenario scenario, Contender contender, List<RunResult> runs, List<String> sentences) {
    if (!runs.isEmpty() && runs.stream().allMatch(run -> run.lost() == 0)) {
      sentences.add(
          "%s lost nothing in %d runs of %s, where its loss is known: this bench is broken."
              .formatted(contender.text(), runs.size(), scenario.text()));
    }
  }

  private static void onOurs(RunResult run, List<String> sentences) {
    String where = "ours, %s, round %d: ".formatted(run.scenario().text(), run.round());
    if (run.mostLostByOne() > run.scenario().allowedPerConnection()) {
      sentences.add(
          where
              + "one client lost %d acknowledged writes; at most %d may be lost."
                  .formatted(run.mostLostByOne(), run.scenario().allowedPerConnection()));
    }
    if (run.oldKeysLost() > 0) {
      sentences.add(where + run.oldKeysLost() + " preloaded keys are lost.");
    }
    if (run.zombies() > 0) {
      sentences.add(where + run.zombies() + " late writes: their clients had given them up.");
    }
    if (run.misplaced() > 0) {
      sentences.add(where + run.misplaced() + " clients write to the wrong server.");
    }
    if (!run.isBack()) {
      sentences.add(where + "no failback: " + run.servedBy() + " serves the clients.");
    }
  }
}
