package io.redisfailover.proxy.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs checks in HAProxy and in this engine, and compares how they end. */
final class Conformance {
  /** The first run is quick; what differs is run again with more time between the packets. */
  private static final List<Integer> PACES = List.of(1, 4, 12);

  private static final long LIMIT_MILLIS = 1000;
  private static final int AT_ONCE = 150;

  private final Path program;

  Conformance(Path program) {
    this.program = program;
  }

  /**
   * A check that ends differently.
   *
   * @param check the check
   * @param theirs how it ends in HAProxy
   * @param ours how it ends here
   */
  record Disagreement(ConformanceCase check, Verdict theirs, Verdict ours) {
    @Override
    public String toString() {
      return "%s%n  script   %s%n  HAProxy  %s%n  ours     %s"
          .formatted(check.name(), check.script(), theirs, ours);
    }
  }

  /**
   * What came of a comparison.
   *
   * @param compared the number of checks
   * @param again how many of them agreed only when they ran again with more time, because the
   *     machine was late once
   * @param disagreements those that never agreed
   */
  record Comparison(int compared, int again, List<Disagreement> disagreements) {
    Comparison plus(Comparison other) {
      List<Disagreement> all = new ArrayList<>(disagreements);
      all.addAll(other.disagreements);
      return new Comparison(compared + other.compared, again + other.again, all);
    }
  }

  Comparison compare(List<ConformanceCase> cases) {
    List<Disagreement> left = List.of();
    List<ConformanceCase> open = cases;
    int firstLeft = 0;
    for (int pace : PACES) {
      left = disagreements(open, pace);
      if (pace == 1) {
        firstLeft = left.size();
      }
      open = left.stream().map(Disagreement::check).toList();
      if (open.isEmpty()) {
        break;
      }
    }
    return new Comparison(cases.size(), firstLeft - left.size(), left);
  }

  private List<Disagreement> disagreements(List<ConformanceCase> cases, int pace) {
    List<MisbehavingServer> servers = new ArrayList<>();
    try {
      cases.forEach(each -> servers.add(new MisbehavingServer(each.server(), pace)));
      List<Integer> ports = servers.stream().map(MisbehavingServer::port).toList();
      List<Verdict> theirs = theirs(cases, ports, pace);
      List<Verdict> ours = ours(cases, ports, pace);
      List<Disagreement> found = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        if (!theirs.get(i).agreesWith(ours.get(i))) {
          found.add(new Disagreement(cases.get(i), theirs.get(i), ours.get(i)));
        }
      }
      return found;
    } finally {
      servers.forEach(Conformance::close);
    }
  }

  private List<Verdict> theirs(List<ConformanceCase> cases, List<Integer> ports, int pace) {
    long limit = LIMIT_MILLIS * pace;
    long spread = Math.min(60_000, 10L * pace * cases.size());
    try (CheckingHaproxy haproxy =
        CheckingHaproxy.start(program, cases, ports, limit, Math.max(100, spread))) {
      return haproxy.verdicts(cases.size(), limit, spread + 5 * limit + 60_000);
    }
  }

  private static List<Verdict> ours(List<ConformanceCase> cases, List<Integer> ports, int pace) {
    long limit = LIMIT_MILLIS * pace;
    CheckSettings settings =
        new CheckSettings(
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Optional.of(Duration.ofMillis(limit)),
            Duration.ofSeconds(10),
            2,
            3,
            HealthCounter.Initial.UP);
    Semaphore running = new Semaphore(AT_ONCE / pace);
    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
    try (CheckBench bench = new CheckBench(2)) {
      for (int i = 0; i < cases.size(); i++) {
        CheckPlan plan =
            new CheckPlan(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(i)),
                CheckScript.parse(cases.get(i).script()),
                settings,
                "c" + i,
                "Master");
        running.acquireUninterruptibly();
        verdicts.add(
            bench
                .start(plan)
                .thenApply(result -> Verdict.ours(result, limit))
                .whenComplete((verdict, failure) -> running.release()));
      }
      return verdicts.stream()
          .map(verdict -> verdict.orTimeout(5 * limit + 30_000, TimeUnit.MILLISECONDS).join())
          .toList();
    }
  }

  private static void close(MisbehavingServer server) {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
