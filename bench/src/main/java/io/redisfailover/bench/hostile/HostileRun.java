package io.redisfailover.bench.hostile;

import io.redisfailover.bench.condition.Health;
import io.redisfailover.bench.condition.MemoryGauge;
import io.redisfailover.bench.condition.ProcessGauge;
import io.redisfailover.bench.condition.ProcessMemory;
import io.redisfailover.bench.condition.ProcessResources;
import io.redisfailover.bench.result.AttackCount;
import io.redisfailover.bench.result.Bar;
import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.Footprint;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.PreloadedKeys;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writers and hostile peers at every proxy, with faults at fixed times, between two measurements of
 * what the proxies hold. Used by one thread.
 */
final class HostileRun {
  private static final int WRITERS_AT_EACH_PROXY = 4;

  /** Of the value whose readers do not read: 256 KiB. */
  private static final String LAST_OFFSET = "262143";

  private static final Duration WARM = Duration.ofSeconds(5);

  private final Installation installation;
  private final PrintStream out;

  HostileRun(Installation installation, PrintStream out) {
    this.installation = installation;
    this.out = out;
  }

  /**
   * What was seen.
   *
   * @param workload the writers, which have ended
   * @param begin when their waits began to count
   * @param end when they ended
   * @param script the faults
   * @param attacks what the peers did
   * @param health what the proxies said
   * @param footprints what they held
   */
  record Seen(
      Workload workload,
      long begin,
      long end,
      FaultScript script,
      List<AttackCount> attacks,
      HealthWatch.Seen health,
      List<Footprint> footprints) {}

  private record Holding(ProcessResources resources, ProcessMemory memory) {}

  /**
   * Runs it.
   *
   * @param minutes how long
   * @throws AssertionError when the installation does not heal, with what everybody says
   */
  Seen run(int minutes) throws IOException, InterruptedException {
    RestartableRedis first = installation.server(Health.await(installation));
    PreloadedKeys.write(first.target());
    String unused = first.call("SETRANGE", Port.LARGE_KEY, LAST_OFFSET, "x");
    warmUp();
    List<Holding> before = holdings();
    FaultScript script = new FaultScript(installation);
    long started = System.nanoTime();
    Workload workload = writers("");
    try (workload;
        HealthWatch health = HealthWatch.of(installation.proxies());
        HostileCrowd crowd = HostileCrowd.at(installation.proxies())) {
      installation.awaitThat("every writer to write", () -> workload.allWroteAfter(started));
      long begin = System.nanoTime();
      play(script, begin, minutes);
      long end = System.nanoTime();
      workload.stop();
      HealthWatch.Seen seen = health.end();
      List<AttackCount> attacks = crowd.leave();
      return new Seen(workload, begin, end, script, attacks, seen, footprints(before));
    }
  }

  /**
   * After it everything that is created on demand exists, and what the peers need is at its top.
   */
  private void warmUp() throws InterruptedException {
    try (Workload workload = writers("warm-");
        HostileCrowd crowd = HostileCrowd.at(installation.proxies())) {
      TimeUnit.NANOSECONDS.sleep(WARM.toNanos());
      FaultScript script = new FaultScript(installation);
      script.strike(Bar.SWITCHOVER);
      script.strike(Bar.SWITCHOVER);
      workload.stop();
      var unused = crowd.leave();
    }
  }

  private Workload writers(String prefix) {
    Workload workload = new Workload();
    for (StandaloneProcess proxy : installation.proxies()) {
      workload.start(
          prefix + proxy.name() + "-",
          WRITERS_AT_EACH_PROXY,
          ClientLibrary.JEDIS,
          ClientKind.IMMEDIATE.pacing(),
          proxy.clients());
    }
    return workload;
  }

  private void play(FaultScript script, long begin, int minutes) throws InterruptedException {
    int rounds = Math.max(1, minutes / 2);
    int faults = rounds * FaultScript.ROUND.size();
    long slot = Duration.ofMinutes(minutes).toNanos() / (faults + 1);
    for (int i = 0; i < faults; i++) {
      TimeUnit.NANOSECONDS.sleep(begin + (i + 1) * slot - System.nanoTime());
      Bar fault = FaultScript.ROUND.get(i % FaultScript.ROUND.size());
      script.strike(fault);
      out.printf(
          "second %d: %s, healed.%n",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin), fault.text());
    }
    TimeUnit.NANOSECONDS.sleep(begin + (faults + 1) * slot - System.nanoTime());
  }

  private List<Holding> holdings() throws IOException, InterruptedException {
    Health.await(installation);
    ProcessGauge.awaitNoSession(installation);
    List<Holding> holdings = new ArrayList<>();
    for (StandaloneProcess proxy : installation.proxies()) {
      // The memory first: being asked for it costs a process a thread and a descriptor for good.
      ProcessMemory memory = MemoryGauge.of(proxy.pid().orElseThrow());
      holdings.add(new Holding(ProcessGauge.of(proxy), memory));
    }
    return holdings;
  }

  private List<Footprint> footprints(List<Holding> before)
      throws IOException, InterruptedException {
    List<Holding> after = holdings();
    List<Footprint> footprints = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      footprints.add(
          new Footprint(
              installation.proxies().get(i).name(),
              before.get(i).resources(),
              after.get(i).resources(),
              before.get(i).memory(),
              after.get(i).memory()));
    }
    return footprints;
  }
}
