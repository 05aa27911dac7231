package io.redisfailover.bench.comparison;

import io.redisfailover.bench.machine.OptionValues;
import io.redisfailover.bench.result.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of {@code bench/failover}.
 *
 * @param rival whether HAProxy takes part: always, unless only a baseline is given
 * @param baseline the folder of an older build to compare with
 * @param scenarios the scenarios, in their order
 * @param runs runs of each scenario with each contender
 * @param clients clients of each kind in one run
 * @param seed of the moments of the faults
 * @param json the file for every sample
 * @param table a file of samples whose table is printed instead of a run
 */
record ComparisonOptions(
    boolean rival,
    Optional<Path> baseline,
    List<Scenario> scenarios,
    int runs,
    int clients,
    long seed,
    Optional<Path> json,
    Optional<Path> table) {
  static final String USAGE =
      """
      usage: bench/failover [--rival haproxy] [--baseline DIR] [--scenarios LIST] [--runs N]
                            [--clients N] [--seed N] [--json FILE]
             bench/failover --table FILE
        --rival haproxy   compare with HAProxy, in its usual setup and tuned (the default)
        --baseline DIR    compare with an older build of this project; with --rival haproxy with
                          both. DIR is a checkout, which is built when it is stale, or holds
                          standalone-*.jar and lib
        --scenarios LIST  some of kill-aof,kill-none,kill-quick,stop,planned (all of them)
        --runs N          runs of each scenario with each contender, 1 to 1000 (10)
        --clients N       clients of each of the two kinds in a run, 1 to 200 (20)
        --seed N          seed of the moments of the faults (1)
        --json FILE       write every sample to FILE, after each run
        --table FILE      print the table of such a file and judge it; measure nothing

      Exit codes: 0 all is well; 1 a write was lost that must be kept, this build is worse
      than the baseline (judged from 10 rounds on), or the bench is broken;
      2 wrong command line.\
      """;

  private static final Set<String> NAMES =
      Set.of(
          "--rival",
          "--baseline",
          "--scenarios",
          "--runs",
          "--clients",
          "--seed",
          "--json",
          "--table");

  private static final int RUNS = 10;
  private static final int MOST_RUNS = 1000;
  private static final int CLIENTS = 20;
  private static final int MOST_CLIENTS = 200;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static ComparisonOptions parse(List<String> arguments) {
    OptionValues given = OptionValues.parse(arguments, NAMES);
    return new ComparisonOptions(
        hasRival(given),
        given.path("--baseline"),
        given.value("--scenarios").map(ComparisonOptions::scenarios).orElse(Scenario.all()),
        given.count("--runs", RUNS, MOST_RUNS),
        given.count("--clients", CLIENTS, MOST_CLIENTS),
        given.number("--seed").orElse(1L),
        given.path("--json"),
        given.path("--table"));
  }

  private static boolean hasRival(OptionValues given) {
    Optional<String> rival = given.value("--rival");
    if (rival.filter(name -> !name.equals("haproxy")).isPresent()) {
      throw new IllegalArgumentException(
          "--rival: `%s` is no rival; use haproxy.".formatted(rival.get()));
    }
    return rival.isPresent() || !given.has("--baseline");
  }

  private static List<Scenario> scenarios(String value) {
    List<Scenario> scenarios = new ArrayList<>();
    for (String name : value.split(",", -1)) {
      Scenario scenario =
          Scenario.named(name)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "--scenarios: `%s` is no scenario; use some of %s."
                          .formatted(name, Scenario.names())));
      if (!scenarios.contains(scenario)) {
        scenarios.add(scenario);
      }
    }
    return List.copyOf(scenarios);
  }
}
