package io.redisfailover.bench.comparison;

import io.redisfailover.bench.machine.BenchProgram;
import io.redisfailover.bench.machine.Machine;
import io.redisfailover.bench.result.About;
import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.ResultsFile;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.rival.Build;
import io.redisfailover.bench.rival.Builds;
import io.redisfailover.bench.rival.HaproxyProgram;
import io.redisfailover.bench.run.BenchRun;
import io.redisfailover.bench.table.ComparisonTable;
import io.redisfailover.bench.table.NotWorse;
import io.redisfailover.bench.table.NotWorseTable;
import io.redisfailover.bench.table.ResultFindings;
import io.redisfailover.testbed.redis.RedisRelease;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program of {@code bench/failover}: plays the same faults under the same clients with HAProxy,
 * or an older build, and with this build.
 */
public final class FailoverBench {
  private static final int OK = 0;
  private static final int FAILED = 1;

  private final ComparisonOptions options;
  private final PrintStream out;

  private FailoverBench(ComparisonOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Runs the comparison, and exits with 0 only if its results pass. */
  public static void main(String[] arguments) {
    BenchProgram.main(
        "bench/failover",
        ComparisonOptions.USAGE,
        arguments,
        words -> new FailoverBench(ComparisonOptions.parse(words), System.out).run(words));
  }

  private int run(List<String> words) throws IOException {
    Optional<Path> table = options.table();
    if (table.isPresent()) {
      return conclude(ResultsFile.read(table.get()), out);
    }
    return measure(String.join(" ", words));
  }

  private int measure(String command) throws IOException {
    Optional<String> haproxy = HaproxyProgram.version();
    Lineup lineup = Lineup.of(options, haproxy.isPresent());
    lineup.skipped().forEach(line -> out.println("SKIPPED " + line));
    Builds builds = builds();
    List<String> identities = builds.inWords();
    identities.forEach(out::println);
    Machine machine = Machine.here(RedisRelease.onPath().name(), haproxy.orElse("absent"));
    About about =
        new About(
            command,
            LocalDate.now(ZoneOffset.UTC).toString(),
            options.seed(),
            options.runs(),
            options.clients(),
            machine,
            identities,
            lineup.skipped());
    List<Schedule.Item> schedule =
        Schedule.of(options.scenarios(), lineup.contenders(), options.runs(), options.seed());
    out.println(machine.inWords());
    out.printf(
        "%d runs, one after the other: about %d minutes.%n", schedule.size(), minutes(schedule));
    return conclude(perform(schedule, about, builds), out);
  }

  private Builds builds() throws IOException {
    Optional<Build> baseline = Optional.empty();
    if (options.baseline().isPresent()) {
      baseline = Optional.of(Build.in(options.baseline().get()));
    }
    Builds builds = new Builds(Build.ours(), baseline);
    builds.baseline().ifPresent(it -> out.println("baseline: " + it.jar()));
    out.println("ours: " + builds.ours().jar());
    return builds;
  }

  private static long minutes(List<Schedule.Item> schedule) {
    Duration sum =
        schedule.stream()
            .map(item -> BenchRun.estimate(item.scenario()))
            .reduce(Duration.ZERO, Duration::plus);
    return Math.ceilDiv(sum.toSeconds(), 60);
  }

  private Results perform(List<Schedule.Item> schedule, About about, Builds builds)
      throws IOException {
    List<RunResult> runs = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try (RunExecutor arena = new RunExecutor(options.clients(), builds)) {
      for (Schedule.Item item : Schedule.rehearsal(schedule)) {
        rehearse(arena, item);
      }
      for (Schedule.Item item : schedule) {
        String name =
            "%s %s #%d".formatted(item.scenario().text(), item.contender().text(), item.round());
        out.printf("[%d/%d] %s: ", runs.size() + failures.size() + 1, schedule.size(), name);
        out.flush();
        try {
          RunResult run = arena.run(item);
          runs.add(run);
          out.println(RunLine.of(run));
        } catch (IOException | RuntimeException | AssertionError failure) {
          failures.add(name + ": " + firstLine(failure));
          out.println("FAILED " + failure.getMessage());
        }
        if (options.json().isPresent()) {
          ResultsFile.write(options.json().get(), new Results(about, failures, runs));
        }
      }
    }
    return new Results(about, failures, runs);
  }

  /** What fails here fails again where it counts. */
  private void rehearse(RunExecutor arena, Schedule.Item item) throws IOException {
    out.printf("[rehearsal] %s: ", item.contender().text());
    out.flush();
    try {
      out.println(RunLine.of(arena.run(item)));
    } catch (RuntimeException | AssertionError failure) {
      out.println("FAILED " + failure.getMessage());
    }
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Prints the tables and what they show.
   *
   * @return the exit code: it is the same for a run and for the table of its file
   */
  static int conclude(Results results, PrintStream out) {
    out.println();
    out.println(ComparisonTable.render(results));
    List<String> sentences = ResultFindings.on(results);
    sentences.forEach(out::println);
    if (sentences.isEmpty()) {
      out.println("Ours lost no write that must be kept.");
    }
    if (sentences.isEmpty() && hasRival(results)) {
      out.println(
          results.about().skipped().isEmpty()
              ? "HAProxy showed its known loss."
              : "HAProxy was skipped.");
    }
    Optional<NotWorse> comparison = NotWorse.in(results);
    comparison.ifPresent(it -> out.print("\n" + NotWorseTable.render(it)));
    boolean worse = comparison.filter(NotWorse::isWorse).isPresent();
    return sentences.isEmpty() && !worse ? OK : FAILED;
  }

  private static boolean hasRival(Results results) {
    return !results.about().skipped().isEmpty()
        || results.runs().stream().anyMatch(run -> run.contender().isHaproxy());
  }
}
