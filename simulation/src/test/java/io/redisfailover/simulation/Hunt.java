package io.redisfailover.simulation;

import io.redisfailover.failover.guard.Guards;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Looks for a history that goes wrong, random and directed ones in turn, as {@code
 * simulation/without-dialogues} needs it: prints the first and ends with 0, or ends with 1.
 */
final class Hunt {
  private Hunt() {}

  public static void main(String[] arguments) {
    long seeds = Long.parseLong(arguments[0]);
    Optional<String> found =
        LongStream.range(0, seeds)
            .boxed()
            .parallel()
            .flatMap(seed -> histories(seed).flatMap(faults -> wrong(seed, faults).stream()))
            .findAny();
    System.out.println(found.orElse(""));
    System.exit(found.isPresent() ? 0 : 1);
  }

  private static Stream<List<Fault>> histories(long seed) {
    return Stream.concat(
        Stream.of(FaultPlan.of(seed)),
        Stream.of(DirectedHistories.values()).map(directed -> directed.faults(seed)));
  }

  private static Optional<String> wrong(long seed, List<Fault> faults) {
    History.Verdict verdict = History.play(seed, faults, Guards.ALL, null);
    if (!verdict.clean()) {
      return Optional.of("seed " + seed + ": " + verdict.violations());
    }
    return verdict.end() == History.End.NORMAL || verdict.end() == History.End.BLOCKED
        ? Optional.empty()
        : Optional.of("seed " + seed + " ends " + verdict.end() + ": " + verdict.detail());
  }
}
