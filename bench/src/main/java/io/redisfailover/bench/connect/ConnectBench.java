package io.redisfailover.bench.connect;

import io.redisfailover.bench.machine.BenchProgram;
import io.redisfailover.bench.machine.Machine;
import io.redisfailover.bench.machine.Workplace;
import io.redisfailover.bench.result.ConnectResult;
import io.redisfailover.bench.result.JsonFile;
import io.redisfailover.bench.rival.Build;
import io.redisfailover.bench.rival.Builds;
import io.redisfailover.bench.rival.Contender;
import io.redisfailover.bench.rival.ContenderSetup;
import io.redisfailover.bench.rival.HaproxyProgram;
import io.redisfailover.bench.table.ConnectTable;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.InstallationPlan;
import io.redisfailover.testbed.redis.RedisRelease;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * {@code bench/connect}: how long a new connection takes to its first reply: directly, through
 * HAProxy, and through this project, which dials the server when the client is accepted or when its
 * first byte comes. The rounds of all targets alternate.
 */
public final class ConnectBench {
  private static final int WARM_UP = 2_000;
  private static final int OK = 0;

  private final ConnectOptions options;
  private final PrintStream out;
  private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  private ConnectBench(ConnectOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Measures, and exits with 0 if that was possible. */
  public static void main(String[] arguments) {
    BenchProgram.main(
        "bench/connect",
        ConnectOptions.USAGE,
        arguments,
        words -> new ConnectBench(ConnectOptions.parse(words), System.out).run(words));
  }

  private int run(List<String> words) throws IOException, InterruptedException {
    String haproxy =
        HaproxyProgram.version().orElseThrow(() -> new IOException(HaproxyProgram.ABSENT));
    Path jar = Build.ours().jar();
    Builds builds = new Builds(new Build(jar), Optional.empty());
    try (Workplace workplace = Workplace.open("bench-connect-")) {
      Path folder = workplace.folder();
      try (ContenderSetup rival =
              Contender.HAPROXY_DEFAULT.start(
                  Files.createDirectory(folder.resolve("haproxy")), DiskMode.NONE, true, builds);
          Installation routeOnly =
              ours(plan(Files.createDirectory(folder.resolve("route-only")), jar).routeOnly());
          Installation promote =
              ours(plan(Files.createDirectory(folder.resolve("promote")), jar))) {
        List<FirstReply> targets =
            List.of(
                new FirstReply("HAProxy", rival.clients()),
                new FirstReply("`RouteOnly`, dials at once", routeOnly.leader().clients()),
                new FirstReply("`Promote`, dials at the first byte", promote.leader().clients()),
                new FirstReply("Redis itself", direct(promote)));
        measure(targets);
        conclude(
            String.join(" ", words), Machine.here(RedisRelease.onPath().name(), haproxy), targets);
        return OK;
      }
    }
  }

  private static InstallationPlan plan(Path folder, Path jar) {
    return Installation.in(folder)
        .password(ContenderSetup.PASSWORD)
        .replicatingFrom("127.0.0.1")
        .javaOptions()
        .jar(jar);
  }

  private static Installation ours(InstallationPlan plan) {
    Installation installation = plan.launch();
    installation.awaitThat("clients to be routed", () -> installation.leader().isReady());
    return installation;
  }

  private static InetSocketAddress direct(Installation installation) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), installation.server(Server.MASTER).port());
  }

  private void measure(List<FirstReply> targets) throws InterruptedException {
    for (FirstReply target : targets) {
      target.warmUp(WARM_UP);
    }
    for (int round = 0; round < options.rounds(); round++) {
      for (FirstReply target : targets) {
        target.round(options.connections());
      }
    }
  }

  private void conclude(String command, Machine machine, List<FirstReply> targets)
      throws IOException {
    ConnectResult result =
        new ConnectResult(
            command,
            LocalDate.now(ZoneOffset.UTC).toString(),
            machine,
            load,
            options.connections(),
            targets.stream()
                .map(it ->
                    new ConnectResult.ConnectTimes(
                        it.name(), it.connectMicros(), it.firstCommandMicros()))
                .toList());
    if (options.json().isPresent()) {
      JsonFile.write(options.json().get(), result);
    }
    out.print(ConnectTable.render(result));
  }
}
