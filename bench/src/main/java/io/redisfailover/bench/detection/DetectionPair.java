package io.redisfailover.bench.detection;

import io.redisfailover.bench.condition.RoleChanges;
import io.redisfailover.bench.machine.Workplace;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Two servers with two proxies that have learned nothing yet, and writers at each proxy. Used by
 * one thread.
 */
final class DetectionPair implements AutoCloseable {
  private static final int PROXIES = 2;
  private static final int WRITERS = 2;
  private static final int WRITES_BEFORE = 100;

  /** A reply that was under way when the server was stopped comes within that time. */
  private static final Duration UNDER_WAY = Duration.ofMillis(100);

  /** A write that is not acknowledged by then counts as none. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Installation installation;
  private final Workload workload = new Workload();

  private DetectionPair(Path folder, Installation installation) {
    this.folder = folder;
    this.installation = installation;
  }

  /**
   * Starts one.
   *
   * @param folder for its files; made
   * @param jar the program of the proxies
   * @param timeoutMillis {@code detection.timeout}
   * @param flushes whether the servers flush an append-only file after each write
   * @throws AssertionError when it does not start
   */
  static DetectionPair start(Path folder, Path jar, int timeoutMillis, boolean flushes)
      throws IOException {
    Files.createDirectories(folder);
    return new DetectionPair(
        folder,
        Installation.in(folder)
            .proxies(PROXIES)
            .persistence(flushes ? DiskMode.AOF : DiskMode.NONE)
            .serverOptions("--rdbcompression", "no", "--appendfsync", flushes ? "always" : "no")
            .configuration(
                "failover: {detection: {timeout: %dms}, failback: {policy: Manual}}"
                    .formatted(timeoutMillis))
            .javaOptions()
            .jar(jar)
            .start());
  }

  /** {@return everything behind it} */
  Installation installation() {
    return installation;
  }

  /** Starts every process of this project anew: it forgets what it has learned. */
  void restartProxies() {
    Server active = installation.routedNow();
    for (StandaloneProcess proxy : installation.proxies()) {
      proxy.kill();
      proxy.launch();
    }
    installation.awaitSafeOn(active);
  }

  /** Starts the writers, and waits until every one writes. */
  void write() {
    for (StandaloneProcess proxy : installation.proxies()) {
      workload.start(
          proxy.name() + "-",
          WRITERS,
          ClientLibrary.JEDIS,
          ClientPacing.IMMEDIATE,
          proxy.clients());
    }
    installation.awaitThat("every writer to write", () -> workload.allWrote(WRITES_BEFORE));
  }

  /**
   * Stops the active server.
   *
   * @return the time until the first write was acknowledged by the other one, in milliseconds
   * @throws IllegalStateException when none was
   */
  int hang() throws InterruptedException {
    Server active = installation.routedNow();
    installation.server(active).hang();
    long from = System.nanoTime();
    while (System.nanoTime() - from < LIMIT.toNanos()) {
      Optional<Long> first = firstAfter(from + UNDER_WAY.toNanos());
      if (first.isPresent()) {
        return Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(first.get() - from));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IllegalStateException(
        "no write was acknowledged within " + LIMIT.toSeconds() + " s after the hang");
  }

  private Optional<Long> firstAfter(long nanos) {
    return workload.journals().stream()
        .map(Journal::acknowledgedAtNanos)
        .flatMap(acks -> Arrays.stream(acks).boxed().filter(ack -> ack - nanos > 0).limit(1))
        .min(Long::compare);
  }

  /**
   * Disturbs it.
   *
   * @param disturbance what disturbs
   * @return how often another server became active
   */
  int disturb(CalmDisturber disturbance) throws IOException, InterruptedException {
    workload.beginPhase();
    RoleChanges changes = RoleChanges.fromNow(installation);
    disturbance.disturb(this);
    long end = System.nanoTime();
    installation.awaitThat("every writer to write", () -> workload.allWroteAfter(end));
    installation.awaitOneRoute();
    return changes.count();
  }

  /** {@return the longest wait of a writer since the disturbance began, in milliseconds} */
  int longestWaitMillis() {
    List<Duration> pauses = workload.pauses();
    return Math.toIntExact(pauses.stream().mapToLong(Duration::toMillis).max().orElse(0));
  }

  @Override
  public void close() {
    workload.close();
    installation.close();
    Workplace.delete(folder);
  }
}
