package io.redisfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole protocol against random and directed faults. {@code -Dsimulation.histories=N} plays N
 * random ones, {@code -Dsimulation.first=SEED} begins at another one; {@link Play} shows one step
 * by step.
 */
class SimulationTest {
  private static final int DIRECTED_SEEDS = 60;

  @Test
  void noRandomHistoryBreaksTheProtocol() {
    long first = Long.getLong("simulation.first", 1);
    long count = Long.getLong("simulation.histories", 20_000);
    Map<String, Integer> ends = new ConcurrentSkipListMap<>();
    Map<String, Integer> lost = new ConcurrentSkipListMap<>();
    ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
    LongStream.range(first, first + count)
        .parallel()
        .forEach(seed -> {
          History.Verdict verdict = History.play(seed, Guards.ALL);
          ends.merge(verdict.end().name(), 1, Integer::sum);
          verdict.lost().forEach((kind, writes) -> lost.merge(kind, writes, Integer::sum));
          if (!verdict.clean()) {
            broken.add("seed " + seed + ": " + verdict.violations());
          }
        });
    System.out.println(count + " histories from seed " + first + ": " + ends + ", lost " + lost);
    assertThat(List.copyOf(broken)).isEmpty();
    assertThat(ends).containsKey("NORMAL");
  }

  @ParameterizedTest
  @EnumSource(DirectedHistories.class)
  void noDirectedHistoryBreaksTheProtocol(DirectedHistories directed) {
    List<String> broken =
        LongStream.range(0, DIRECTED_SEEDS)
            .parallel()
            .mapToObj(seed -> History.play(seed, directed.faults(seed), Guards.ALL, null))
            .filter(verdict -> !verdict.clean())
            .map(verdict -> "seed " + verdict.seed() + ": " + verdict.violations())
            .toList();
    assertThat(broken).isEmpty();
  }

  @Test
  void anActiveServerThatStaysDeadIsAlwaysReplaced() {
    List<SimFault> faults =
        List.of(
            new SimFault(
                SimFault.Kind.KILL, 3 * EventQueue.SECOND, 8 * EventQueue.SECOND, 0, 0, 0));
    List<Long> stuck =
        LongStream.range(0, 300)
            .parallel()
            .filter(seed -> History.play(seed, faults, Guards.ALL, null).failovers() != 1)
            .boxed()
            .toList();
    assertThat(stuck).isEmpty();
  }

  @Test
  void oneSeedIsOneHistory() {
    StringBuilder once = new StringBuilder();
    StringBuilder again = new StringBuilder();
    History.play(4_711, SimFaultPlan.of(4_711), Guards.ALL, once);
    History.play(4_711, SimFaultPlan.of(4_711), Guards.ALL, again);
    assertThat(once).hasSizeGreaterThan(1_000);
    assertThat(again.toString()).isEqualTo(once.toString());
  }
}
