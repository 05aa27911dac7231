package io.redisfailover.bench.hostile;

import io.redisfailover.bench.condition.Health;
import io.redisfailover.bench.machine.BenchProgram;
import io.redisfailover.bench.machine.Machine;
import io.redisfailover.bench.machine.Workplace;
import io.redisfailover.bench.result.Bar;
import io.redisfailover.bench.result.FaultPauses;
import io.redisfailover.bench.result.HostileResult;
import io.redisfailover.bench.result.JsonFile;
import io.redisfailover.bench.table.HostileFindings;
import io.redisfailover.bench.table.HostileTable;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.PreloadedKeys;
import io.redisfailover.realredis.client.WriteAudit;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RedisRelease;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** {@code bench/hostile}: hostile peers at every port, and faults in between. */
public final class HostileBench {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int PROXIES = 2;

  /** A bound of the heap, so that what a process takes can be compared. */
  private static final String HEAP = "-Xmx256m";

  /** Fewer connections than usual, so that they fit the descriptors of any machine. */
  private static final String CONFIGURATION =
      """
      failover: {failback: {policy: Manual}}
      maxConnections: 1000
      hold: {max: 500}
      """;

  private final HostileOptions options;
  private final String command;
  private final PrintStream out;
  private final Machine machine = Machine.here(RedisRelease.onPath().name(), "not used");
  private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  private HostileBench(HostileOptions options, String command, PrintStream out) {
    this.options = options;
    this.command = command;
    this.out = out;
  }

  /** Runs it, and exits with 0 only when every bar holds. */
  public static void main(String[] arguments) {
    BenchProgram.main(
        "bench/hostile",
        HostileOptions.USAGE,
        arguments,
        words ->
            new HostileBench(HostileOptions.parse(words), String.join(" ", words), System.out)
                .run());
  }

  private int run() throws IOException, InterruptedException {
    out.printf("%d minutes of hostile peers at %d proxies.%n", options.minutes(), PROXIES);
    try (Workplace workplace = Workplace.open("bench-hostile-")) {
      HostileResult result;
      try (Installation installation =
          Installation.in(workplace.folder())
              .proxies(PROXIES)
              .persistence(DiskMode.AOF)
              .javaOptions(HEAP)
              .configuration(CONFIGURATION)
              .launch()) {
        result = result(installation, new HostileRun(installation, out).run(options.minutes()));
      }
      if (options.json().isPresent()) {
        JsonFile.write(options.json().get(), result);
      }
      out.println();
      out.print(HostileTable.render(result));
      if (HostileFindings.on(result).isEmpty()) {
        return OK;
      }
      workplace.keep();
      out.println("Kept the files in " + workplace.folder());
      return FAILED;
    }
  }

  private HostileResult result(Installation installation, HostileRun.Seen seen) {
    Server active = Health.await(installation);
    final List<String> troubles = troubles(installation, active, seen);
    List<Journal> journals = seen.workload().journals();
    List<WriteAudit> audits =
        journals.stream()
            .map(it -> WriteAudit.read(List.of(it), installation.server(active).target()))
            .toList();
    List<WriterWaits.Strike> strikes = seen.script().strikes();
    int allowed = strikes.stream().mapToInt(it -> it.bar().allowedPerConnection()).sum();
    List<WriterWaits> waits =
        journals.stream()
            .map(it -> WriterWaits.of(it.acknowledgedAtNanos(), seen.begin(), seen.end(), strikes))
            .toList();
    return new HostileResult(
        command,
        LocalDate.now(ZoneOffset.UTC).toString(),
        machine,
        load,
        journals.size(),
        audits.stream().mapToLong(WriteAudit::acknowledged).sum(),
        audits.stream().mapToLong(it -> it.lost().size()).sum(),
        audits.stream().mapToLong(it -> Math.max(0, it.lost().size() - allowed)).sum(),
        waits.stream().map(WriterWaits::calmMillis).toList(),
        waits.stream().map(WriterWaits::calmAtMillis).toList(),
        pauses(strikes, waits),
        seen.attacks(),
        seen.footprints(),
        seen.health().checks(),
        troubles);
  }

  private static List<String> troubles(
      Installation installation, Server active, HostileRun.Seen seen) {
    List<String> troubles = new ArrayList<>(seen.health().troubles());
    troubles.addAll(seen.script().troubles());
    troubles.addAll(installation.awaitOneDataSet(active));
    installation.proxies().forEach(proxy -> troubles.addAll(defects(proxy)));
    int oldKeys = PreloadedKeys.lost(installation.server(active).target());
    if (oldKeys > 0) {
      troubles.add(oldKeys + " preloaded keys are lost.");
    }
    return troubles;
  }

  private static List<FaultPauses> pauses(
      List<WriterWaits.Strike> strikes, List<WriterWaits> waits) {
    List<FaultPauses> pauses = new ArrayList<>();
    for (Bar bar : Bar.values()) {
      List<Integer> those =
          IntStream.range(0, strikes.size())
              .filter(i -> strikes.get(i).bar() == bar)
              .boxed()
              .toList();
      List<Integer> millis =
          waits.stream().flatMap(it -> those.stream().map(it.faultMillis()::get)).toList();
      pauses.add(new FaultPauses(bar, those.size(), millis));
    }
    return pauses;
  }

  private static List<String> defects(StandaloneProcess proxy) {
    List<String> sentences = new ArrayList<>();
    if (proxy.metric("redisfailover_defects_total").orElse(1) > 0) {
      sentences.add(proxy.name() + " met defects of its own code, as its log says.");
    }
    if (proxy.log().contains("LEAK:")) {
      sentences.add(proxy.name() + " leaked a buffer, as its log says.");
    }
    return sentences;
  }
}
