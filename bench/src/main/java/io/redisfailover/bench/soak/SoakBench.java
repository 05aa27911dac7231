package io.redisfailover.bench.soak;

import io.redisfailover.bench.condition.Health;
import io.redisfailover.bench.machine.BenchProgram;
import io.redisfailover.bench.machine.Machine;
import io.redisfailover.bench.machine.OptionValues;
import io.redisfailover.bench.machine.Workplace;
import io.redisfailover.realredis.client.PreloadedKeys;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RedisRelease;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code bench/soak}: random faults for a long time. */
public final class SoakBench {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int PROXIES = 3;

  private final SoakOptions options;
  private final long seed;
  private final FaultPlan plan;
  private final PrintStream out;
  private final Machine machine = Machine.here(RedisRelease.onPath().name(), "not used");
  private final List<RoundResult> rounds = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private final LearnedPauses pauses = new LearnedPauses();
  private int skippedSteps;

  private SoakBench(SoakOptions options, PrintStream out) {
    this.options = options;
    this.seed = OptionValues.seed(options.seed());
    this.plan = new FaultPlan(seed, PROXIES);
    this.out = out;
  }

  /** Runs the soak test, and exits with 0 only without findings. */
  public static void main(String[] arguments) {
    BenchProgram.main(
        "bench/soak",
        SoakOptions.USAGE,
        arguments,
        words -> new SoakBench(SoakOptions.parse(words), System.out).run());
  }

  private int run() throws IOException, InterruptedException {
    out.printf(
        "%d minutes of faults: seed %d, %d proxies, persistence %s.%n",
        options.minutes(), seed, PROXIES, plan.persistence());
    try (Workplace workplace = Workplace.open("bench-soak-");
        Disturber disturber = Disturber.prepare(workplace.folder(), plan.persistence())) {
      disturber.skipped().forEach(out::println);
      try (Installation installation =
          Installation.in(workplace.folder())
              .proxies(PROXIES)
              .linked()
              .introduced()
              .persistence(plan.persistence())
              .launch()) {
        PreloadedKeys.write(installation.server(Health.await(installation)).target());
        soak(installation, disturber, workplace.folder());
      }
      if (!findings.isEmpty()) {
        workplace.keep();
        out.println("Kept the files in " + workplace.folder());
      }
    }
    out.println(
        findings.isEmpty()
            ? "No findings."
            : "Repeat with: bench/soak --minutes %d --seed %d".formatted(options.minutes(), seed));
    return findings.isEmpty() ? OK : FAILED;
  }

  private void soak(Installation installation, Disturber disturber, Path folder)
      throws IOException, InterruptedException {
    ResourceWatch resources = new ResourceWatch(installation);
    long end = System.nanoTime() + Duration.ofMinutes(options.minutes()).toNanos();
    boolean healthy = true;
    while (healthy && System.nanoTime() < end) {
      Step step = plan.next();
      if (disturber.can(step)) {
        SoakRound round = new SoakRound(installation, disturber, pauses, rounds.size() + 1);
        healthy = played(round, step, resources, folder);
        write(report(resources));
      } else {
        skippedSteps++;
        out.println(step.inWords() + ": SKIPPED");
      }
    }
    findings.addAll(resources.growth());
    for (StandaloneProcess proxy : installation.proxies()) {
      if (proxy.log().contains("LEAK:")) {
        findings.add(proxy.name() + " leaked a buffer, as its log says.");
      }
    }
    SoakReport report = report(resources);
    write(report);
    out.println();
    out.print(report.summary());
  }

  /** {@return whether the installation is fit for another round} */
  private boolean played(SoakRound round, Step step, ResourceWatch resources, Path folder)
      throws IOException, InterruptedException {
    int number = rounds.size() + 1;
    try (round) {
      RoundResult result = round.run(step);
      rounds.add(result);
      out.println(result.inWords());
      result
          .findings()
          .forEach(
              finding -> findings.add("#%d %s: %s".formatted(number, step.inWords(), finding)));
      resources.measure();
      return true;
    } catch (RuntimeException | AssertionError failure) {
      String text = String.valueOf(failure.getMessage());
      String first = text.lines().findFirst().orElse("");
      out.println("#%d %s: FINDING: %s".formatted(number, step.inWords(), first));
      findings.add("#%d %s: %s".formatted(number, step.inWords(), first));
      Files.writeString(folder.resolve("finding.txt"), text);
      return false;
    }
  }

  private SoakReport report(ResourceWatch resources) {
    return new SoakReport(
        options.minutes(),
        seed,
        plan.persistence().name(),
        machine,
        skippedSteps,
        rounds,
        resources.told(),
        findings);
  }

  private void write(SoakReport report) throws IOException {
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), report.json());
    }
  }
}
