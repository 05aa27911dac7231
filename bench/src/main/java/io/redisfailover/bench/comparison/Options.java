package io.redisfailover.bench.comparison;

import io.redisfailover.bench.result.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for.
 *
 * @param scenarios which, in this order
 * @param runs how often each contender meets each scenario
 * @param clients clients of each kind in one run
 * @param seed of the moments at which faults come
 * @param json where to write every sample, if anywhere
 * @param table the file whose table is to be printed instead of a run
 */
record Options(
    List<Scenario> scenarios,
    int runs,
    int clients,
    long seed,
    Optional<Path> json,
    Optional<Path> table) {
  static final String USAGE =
      """
      usage: bench/failover [--rival haproxy] [--scenarios LIST] [--runs N] [--clients N] [--seed N] [--json FILE]
             bench/failover --table FILE
        --rival haproxy   whom to compare with: HAProxy, as the seed has it and tuned (the only one)
        --scenarios LIST  some of kill-aof,kill-none,kill-quick,stop,planned (all of them)
        --runs N          runs of each scenario with each contender, 1 to 1000 (10)
        --clients N       clients of each of the two kinds in a run, 1 to 200 (20)
        --seed N          of the moments at which faults come (1)
        --json FILE       write every sample there, after each run
        --table FILE      print the table of such a file; measures nothing

      Exit codes: 0 all is well, 1 something was lost that must not be or the bench is broken,
      2 wrong command line.\
      """;

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
    Options options =
        new Options(Scenario.all(), RUNS, CLIENTS, 1, Optional.empty(), Optional.empty());
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!name.startsWith("--")) {
        throw new IllegalArgumentException("`" + name + "` is no option.");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("There is no value after " + name + ".");
      }
      options = options.with(name, arguments.get(i + 1));
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--rival" -> requireRival(value);
      case "--scenarios" -> new Options(scenarios(value), runs, clients, seed, json, table);
      case "--runs" ->
          new Options(scenarios, count(name, value, MOST_RUNS), clients, seed, json, table);
      case "--clients" ->
          new Options(scenarios, runs, count(name, value, MOST_CLIENTS), seed, json, table);
      case "--seed" -> new Options(scenarios, runs, clients, number(name, value), json, table);
      case "--json" ->
          new Options(scenarios, runs, clients, seed, Optional.of(Path.of(value)), table);
      case "--table" ->
          new Options(scenarios, runs, clients, seed, json, Optional.of(Path.of(value)));
      default -> throw new IllegalArgumentException("There is no option " + name + ".");
    };
  }

  private Options requireRival(String value) {
    if (!value.equals("haproxy")) {
      throw new IllegalArgumentException(
          "There is no rival `%s`; write --rival haproxy.".formatted(value));
    }
    return this;
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

  private static int count(String name, String value, int most) {
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
