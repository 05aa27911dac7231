package io.redisfailover.bench.detection;

import io.redisfailover.bench.detection.DetectionPlan.DetectionTrial;
import io.redisfailover.bench.disturbance.Means;
import io.redisfailover.bench.machine.BenchProgram;
import io.redisfailover.bench.machine.Machine;
import io.redisfailover.bench.machine.OptionValues;
import io.redisfailover.bench.machine.Workplace;
import io.redisfailover.bench.result.DetectionResult;
import io.redisfailover.bench.result.JsonFile;
import io.redisfailover.bench.rival.Build;
import io.redisfailover.bench.table.DetectionTable;
import io.redisfailover.testbed.redis.RedisRelease;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * {@code bench/detection}: how fast a real hang is noticed, and how often a busy server is taken
 * for a failed one, for several values of {@code failover.detection.timeout}.
 */
public final class DetectionBench {
  private static final int OK = 0;
  private static final int FAILED = 1;

  private final DetectionOptions options;
  private final long seed;
  private final PrintStream out;
  private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  private DetectionBench(DetectionOptions options, PrintStream out) {
    this.options = options;
    this.seed = OptionValues.seed(options.seed());
    this.out = out;
  }

  /** Measures, and exits with 0 if that was possible. */
  public static void main(String[] arguments) {
    BenchProgram.main(
        "bench/detection",
        DetectionOptions.USAGE,
        arguments,
        words ->
            new DetectionBench(DetectionOptions.parse(words), System.out)
                .run(String.join(" ", words)));
  }

  private int run(String command) throws IOException, InterruptedException {
    Path jar = Build.ours().jar();
    Means means = Means.ofThisMachine();
    means.skipped().forEach(out::println);
    List<DetectionTrial> trials = DetectionPlan.of(options.hangs(), seed);
    out.printf("%d measurements, seed %d.%n", trials.size(), seed);
    DetectionCurves curves = new DetectionCurves();
    try (Workplace workplace = Workplace.open("bench-detection-")) {
      for (int i = 0; i < trials.size(); i++) {
        DetectionTrial trial = trials.get(i);
        Path folder = workplace.folder().resolve("trial-" + i);
        TrialRun run = new TrialRun(folder, jar, options, means.quota());
        out.printf("#%d %s: %s%n", i + 1, trial.inWords(), run.measured(trial, curves));
        if (curves.failures() > 0) {
          workplace.keep();
        }
      }
      if (curves.failures() > 0) {
        out.println("Kept what the processes said in " + workplace.folder());
      }
    }
    return conclude(command, means, curves);
  }

  private int conclude(String command, Means means, DetectionCurves curves) throws IOException {
    DetectionResult result =
        new DetectionResult(
            command,
            LocalDate.now(ZoneOffset.UTC).toString(),
            Machine.here(RedisRelease.onPath().name(), "not used"),
            load,
            seed,
            options.seconds(),
            options.gibibytes(),
            means.quota().means(),
            curves.points());
    if (options.json().isPresent()) {
      JsonFile.write(options.json().get(), result);
    }
    out.println();
    out.print(DetectionTable.render(result));
    return curves.failures() == 0 ? OK : FAILED;
  }
}
