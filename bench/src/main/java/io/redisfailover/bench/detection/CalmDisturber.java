package io.redisfailover.bench.detection;

import io.redisfailover.bench.disturbance.CpuQuota;
import io.redisfailover.bench.disturbance.ResendingClient;
import io.redisfailover.bench.disturbance.SlowCommand;
import io.redisfailover.bench.disturbance.StallableDisk;
import io.redisfailover.bench.result.Disturbance;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Carries out one {@link Disturbance}, for a given time. Used by one thread. */
final class CalmDisturber {
  private static final Duration EACH = Duration.ofSeconds(5);
  private static final Duration STALL = Duration.ofSeconds(1);
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);
  private static final int PERCENT = 50;

  private final Disturbance disturbance;
  private final Duration time;
  private final CpuQuota quota;
  private final Optional<StallableDisk> disk;
  private final int gibibytes;

  /**
   * Creates one.
   *
   * @param disturbance what is to be done
   * @param time for how long
   * @param quota how processor time is taken away
   * @param disk that of Master, which is active at the beginning; present for a stall
   * @param gibibytes what the pair holds, for snapshots
   */
  CalmDisturber(
      Disturbance disturbance,
      Duration time,
      CpuQuota quota,
      Optional<StallableDisk> disk,
      int gibibytes) {
    this.disturbance = disturbance;
    this.time = time;
    this.quota = quota;
    this.disk = disk;
    this.gibibytes = gibibytes;
  }

  /** Disturbs a pair, and returns when the time is over and nothing disturbs it any more. */
  void disturb(DetectionPair pair) throws IOException, InterruptedException {
    Installation installation = pair.installation();
    long end = System.nanoTime() + time.toNanos();
    switch (disturbance) {
      case NONE -> restUntil(end);
      case BGSAVE -> LargeData.of(installation, gibibytes).saveUntil(end);
      case DISK -> each(end, this::stall);
      case CPU_SERVER ->
          throttle(List.of(installation.server(installation.routedNow()).pid()), end);
      case CPU_PROXY ->
          throttle(installation.proxies().stream().map(it -> it.pid().orElseThrow()).toList(), end);
      case COMMAND_300, COMMAND_1000, COMMAND_2000 -> {
        StandaloneProcess proxy = installation.proxies().getLast();
        each(end, () -> command(ClientTarget.at(proxy.clients())));
      }
    }
  }

  /** What is done again and again. */
  private interface Act {
    void now() throws IOException, InterruptedException;
  }

  private static void each(long end, Act act) throws IOException, InterruptedException {
    for (long next = System.nanoTime();
        next - end < 0;
        next = Math.max(next + EACH.toNanos(), System.nanoTime())) {
      restUntil(next);
      act.now();
    }
    restUntil(end);
  }

  private void stall() throws IOException, InterruptedException {
    StallableDisk stalled = disk.orElseThrow();
    stalled.stall();
    TimeUnit.MILLISECONDS.sleep(STALL.toMillis());
    stalled.thaw();
  }

  private void command(ClientTarget proxy) throws InterruptedException {
    Duration length = Duration.ofMillis(disturbance.commandMillis());
    int unused =
        ResendingClient.send(
            proxy, new SlowCommand(SlowCommand.Kind.TRANSACTION, length), COMMAND_LIMIT);
  }

  private void throttle(List<Long> pids, long end) throws IOException, InterruptedException {
    List<Runnable> ends = new ArrayList<>();
    try {
      for (long pid : pids) {
        ends.add(quota.throttle(pid, PERCENT));
      }
      restUntil(end);
    } finally {
      ends.forEach(Runnable::run);
    }
  }

  private static void restUntil(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
  }
}
