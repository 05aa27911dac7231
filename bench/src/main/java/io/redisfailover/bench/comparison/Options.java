package io.redisfailover.bench.comparison;

import io.redisfailover.bench.machine.Words;
import io.redisfailover.bench.result.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked for.
 *
 * @param rival whether HAProxy takes part: always, unless a baseline is named without it
 * @param baseline the folder of an older build to compare with, if any
 * @param scenarios which, in this order
 * @param runs how often each contender meets each scenario
 * @param clients clients of each kind in one run
 * @param seed of the moments at which faults come
 * @param json where to write every sample, if anywhere
 * @param table the file whose table is to be printed instead of a run
 */
record Options(
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
        --rival haproxy   whom to compare with: HAProxy, as the seed has it and tuned (the only one)
        --baseline DIR    compare with an older build of this project instead, or besides with both
                          options; DIR is a checkout, built when it is not, or holds
                          standalone-*.jar and lib
        --scenarios LIST  some of kill-aof,kill-none,kill-quick,stop,planned (all of them)
        --runs N          runs of each scenario with each contender, 1 to 1000 (10)
        --clients N       clients of each of the two kinds in a run, 1 to 200 (20)
        --seed N          of the moments at which faults come (1)
        --json FILE       write every sample there, after each run
        --table FILE      print the table of such a file, and judge it; measures nothing

      Exit codes: 0 all is well, 1 something was lost that must not be, or this build
      is worse than the baseline (judged by 10 rounds or more), or the bench is broken,
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
   * @throws IllegalArgumentException with the sentence of what is not understood
   */
  static Options parse(List<String> arguments) {
    Map<String, String> given = pairs(Words.split(arguments));
    return new Options(
        hasRival(given),
        path(given, "--baseline"),
        Optional.ofNullable(given.get("--scenarios"))
            .map(Options::scenarios)
            .orElse(Scenario.all()),
        count(given, "--runs", RUNS, MOST_RUNS),
        count(given, "--clients", CLIENTS, MOST_CLIENTS),
        Optional.ofNullable(given.get("--seed")).map(it -> number("--seed", it)).orElse(1L),
        path(given, "--json"),
        path(given, "--table"));
  }

  private static Map<String, String> pairs(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!name.startsWith("--")) {
        throw new IllegalArgumentException("`" + name + "` is no option.");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("There is no value after " + name + ".");
      }
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("There is no option " + name + ".");
      }
      given.put(name, arguments.get(i + 1));
    }
    return given;
  }

  private static boolean hasRival(Map<String, String> given) {
    String rival = given.get("--rival");
    if (rival != null && !rival.equals("haproxy")) {
      throw new IllegalArgumentException(
          "There is no rival `%s`; write --rival haproxy.".formatted(rival));
    }
    return rival != null || !given.containsKey("--baseline");
  }

  private static Optional<Path> path(Map<String, String> given, String name) {
    return Optional.ofNullable(given.get(name)).map(Path::of);
  }

  private static List<Scenario> scenarios(String value) {
    List<Scenario> scenarios = new ArrayList<>();
    for (String name : value.split(",", -1)) {
      Scenario scenario =
          Scenario.named(name)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "There is no scenario `%s`; there are %s."
                          .formatted(name, Scenario.names())));
      if (!scenarios.contains(scenario)) {
        scenarios.add(scenario);
      }
    }
    return List.copyOf(scenarios);
  }

  private static int count(Map<String, String> given, String name, int usual, int most) {
    String value = given.get(name);
    if (value == null) {
      return usual;
    }
    long number = number(name, value);
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %d, not %s.".formatted(name, most, value));
    }
    return (int) number;
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "%s must be a whole number, not `%s`.".formatted(name, value), wrong);
    }
  }
}
