package io.redisfailover.simulation;

import io.redisfailover.failover.guard.Guards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Looks for a history that goes wrong, random and directed ones in turn, as {@code
 * simulation/without-dialogues} needs it: {@code Hunt SEEDS FAILOVERS} prints the first and ends
 * with 0, or ends with 1. Where there is no file FAILOVERS, and nothing goes wrong, that file gets
 * the number of failovers in each directed history; where there is one, more than it says is wrong
 * too in those that are about unneeded failovers.
 */
final class Hunt {
  private final Map<String, Integer> known;
  private final Map<String, Integer> counted = new ConcurrentHashMap<>();

  private Hunt(Map<String, Integer> known) {
    this.known = known;
  }

  public static void main(String[] arguments) throws IOException {
    long seeds = Long.parseLong(arguments[0]);
    Path failovers = Path.of(arguments[1]);
    boolean judges = Files.exists(failovers);
    Hunt hunt = new Hunt(judges ? read(failovers) : Map.of());
    Optional<String> found =
        LongStream.range(0, seeds).boxed().parallel().flatMap(hunt::wrong).findAny();
    if (found.isEmpty() && !judges) {
      hunt.write(failovers);
    }
    System.out.println(found.orElse(""));
    System.exit(found.isPresent() ? 0 : 1);
  }

  private static Map<String, Integer> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(words -> words[0], words -> Integer.valueOf(words[1])));
  }

  private void write(Path file) throws IOException {
    Files.write(
        file, counted.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
  }

  private Stream<String> wrong(long seed) {
    Stream<String> random =
        violation(History.play(seed, SimFaultPlan.of(seed), Guards.ALL, null)).stream();
    return Stream.concat(
        random,
        Arrays.stream(DirectedHistories.values())
            .flatMap(directed -> wrong(seed, directed).stream()));
  }

  private Optional<String> wrong(long seed, DirectedHistories directed) {
    History.Verdict verdict = History.play(seed, directed.faults(seed), Guards.ALL, null);
    Optional<String> violation = violation(verdict).map(wrong -> directed + ", " + wrong);
    if (violation.isPresent()) {
      return violation;
    }
    String name = directed + " " + seed;
    int failovers = verdict.failovers();
    counted.put(name, failovers);
    boolean tooMany =
        directed.isAboutUnneededFailovers() && failovers > known.getOrDefault(name, failovers);
    return tooMany ? Optional.of(name + ": an unneeded failover") : Optional.empty();
  }

  private static Optional<String> violation(History.Verdict verdict) {
    return verdict.clean()
        ? Optional.empty()
        : Optional.of("seed " + verdict.seed() + ": " + verdict.violations());
  }
}
