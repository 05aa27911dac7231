package io.redisfailover.bench.table;

import io.redisfailover.bench.result.Bar;
import io.redisfailover.bench.result.FaultPauses;
import io.redisfailover.bench.result.Footprint;
import io.redisfailover.bench.result.HostileResult;
import io.redisfailover.bench.result.Quantiles;
import java.util.ArrayList;
import java.util.List;

/** The bars that a run of {@code bench/hostile} has missed. */
public final class HostileFindings {
  /**
   * Additional memory of objects that is allowed: caches and queues differ from moment to moment.
   * Eight footprints of runs of one minute and six of ten ended between 0.3 MiB below and 0.3 MiB
   * above their beginning.
   */
  static final long SPARE_HEAP_BYTES = 2L << 20;

  private HostileFindings() {}

  /** {@return a sentence for each; empty when all is well} */
  public static List<String> on(HostileResult result) {
    List<String> sentences = new ArrayList<>(result.troubles());
    int longest = Quantiles.of(result.calmMillis()).max();
    if (longest > Bar.CALM_MILLIS) {
      sentences.add(
          "A writer waited %d ms from second %d on, while nothing failed; at most %d ms are allowed."
              .formatted(
                  longest,
                  result.calmAtMillis().get(result.calmMillis().indexOf(longest)) / 1_000,
                  Bar.CALM_MILLIS));
    }
    result.faults().forEach(pauses -> onPauses(pauses, sentences));
    if (result.lostTooMany() > 0) {
      sentences.add(
          "%d acknowledged writes are lost that must not be.".formatted(result.lostTooMany()));
    }
    result.processes().forEach(process -> onProcess(process, sentences));
    return sentences;
  }

  private static void onPauses(FaultPauses pauses, List<String> sentences) {
    Bar bar = pauses.fault();
    Quantiles measured = Quantiles.of(pauses.millis());
    onPause(bar, "median", measured.median(), bar.hostileMedian(), sentences);
    onPause(bar, "p99", measured.p99(), bar.hostileP99(), sentences);
  }

  private static void onPause(Bar bar, String what, int millis, int limit, List<String> sentences) {
    if (millis > limit) {
      sentences.add(
          "%s: the %s of the pauses is %d ms; at most %d ms are allowed."
              .formatted(bar.text(), what, millis, limit));
    }
  }

  private static void onProcess(Footprint footprint, List<String> sentences) {
    footprint
        .begin()
        .growthTo(footprint.end())
        .forEach(growth ->
            sentences.add(
                "%s had %d %s and has %d; at most %d more are allowed."
                    .formatted(
                        footprint.process(),
                        growth.before(),
                        growth.what(),
                        growth.after(),
                        growth.spare())));
    long before = footprint.memoryBegin().heapBytes();
    long after = footprint.memoryEnd().heapBytes();
    if (after > before + SPARE_HEAP_BYTES) {
      sentences.add(
          "%s had %d bytes of objects and has %d; at most %d more are allowed."
              .formatted(footprint.process(), before, after, SPARE_HEAP_BYTES));
    }
  }
}
