package io.redisfailover.bench.detection;

import io.redisfailover.bench.detection.DetectionPlan.DetectionTrial;
import io.redisfailover.bench.disturbance.CpuQuota;
import io.redisfailover.bench.disturbance.Means;
import io.redisfailover.bench.disturbance.StallableDisk;
import io.redisfailover.bench.result.DetectionResult.DisturbedCalm;
import io.redisfailover.bench.result.Disturbance;
import io.redisfailover.failover.model.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries out one measurement with a pair of its own. Used by one thread.
 *
 * @param folder for the pair
 * @param jar the program of its proxies
 * @param options of the command line
 * @param quota how processor time is taken away
 */
record TrialRun(Path folder, Path jar, DetectionOptions options, CpuQuota quota) {

  /** Measures, and takes it down. {@return what it came to, in words} */
  String measured(DetectionTrial trial, DetectionCurves curves)
      throws IOException, InterruptedException {
    try {
      if (trial.disturbance().isEmpty()) {
        int millis = hang(trial.timeoutMillis());
        curves.hang(trial.timeoutMillis(), millis);
        return "a write after %d ms".formatted(millis);
      }
      DisturbedCalm calm = calm(trial.timeoutMillis(), trial.disturbance().get());
      curves.calm(trial.timeoutMillis(), calm);
      return calm.skipped().isEmpty()
          ? "%d role changes, longest wait %d ms"
              .formatted(calm.roleChanges(), calm.longestWaitMillis())
          : "SKIPPED: " + calm.skipped();
    } catch (RuntimeException | AssertionError failure) {
      curves.failed();
      String text = String.valueOf(failure.getMessage());
      Files.writeString(folder.resolveSibling(folder.getFileName() + "-failed.txt"), text);
      String reason = text.lines().findFirst().orElse("");
      trial
          .disturbance()
          .ifPresent(it ->
              curves.calm(
                  trial.timeoutMillis(), new DisturbedCalm(it, 0, 0, "it failed: " + reason)));
      return "FAILED: " + reason;
    }
  }

  private int hang(int timeoutMillis) throws IOException, InterruptedException {
    try (DetectionPair pair = DetectionPair.start(folder, jar, timeoutMillis, false)) {
      pair.write();
      return pair.hang();
    }
  }

  private DisturbedCalm calm(int timeoutMillis, Disturbance disturbance)
      throws IOException, InterruptedException {
    if (disturbance == Disturbance.DISK) {
      return stalled(timeoutMillis);
    }
    String obstacle =
        disturbance == Disturbance.BGSAVE ? LargeData.obstacle(options.gibibytes()) : "";
    return obstacle.isEmpty()
        ? disturbed(timeoutMillis, disturbance, Optional.empty())
        : new DisturbedCalm(disturbance, 0, 0, obstacle);
  }

  private DisturbedCalm stalled(int timeoutMillis) throws IOException, InterruptedException {
    StallableDisk mounted;
    try {
      mounted = StallableDisk.mounted();
    } catch (IOException impossible) {
      return new DisturbedCalm(Disturbance.DISK, 0, 0, Means.reason(impossible));
    }
    try (StallableDisk disk = mounted) {
      Files.createDirectories(folder);
      disk.standFor(folder.resolve(Server.MASTER.markerWord()));
      return disturbed(timeoutMillis, Disturbance.DISK, Optional.of(disk));
    }
  }

  private DisturbedCalm disturbed(
      int timeoutMillis, Disturbance disturbance, Optional<StallableDisk> disk)
      throws IOException, InterruptedException {
    boolean flushes = disturbance == Disturbance.DISK;
    try (DetectionPair pair = DetectionPair.start(folder, jar, timeoutMillis, flushes)) {
      if (disturbance == Disturbance.BGSAVE) {
        LargeData.of(pair.installation(), options.gibibytes()).fill();
        pair.restartProxies();
      }
      pair.write();
      CalmDisturber disturber =
          new CalmDisturber(
              disturbance, Duration.ofSeconds(options.seconds()), quota, disk, options.gibibytes());
      int changes = pair.disturb(disturber);
      return new DisturbedCalm(disturbance, changes, pair.longestWaitMillis(), "");
    }
  }
}
