package io.redisfailover.bench.hostile;

import io.redisfailover.testbed.installation.StandaloneProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks every proxy for its health and its problems, twice a second, in a thread of its own, until
 * it ends.
 */
final class HealthWatch implements AutoCloseable {
  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(500);

  private final List<StandaloneProcess> proxies;
  private final Set<String> troubles = new LinkedHashSet<>();
  private final long began = System.nanoTime();
  private final Thread thread;
  private int checks;

  private HealthWatch(List<StandaloneProcess> proxies) {
    this.proxies = List.copyOf(proxies);
    this.thread = Thread.ofPlatform().daemon().name("health-watch").unstarted(this::watch);
  }

  /** {@return a watch that has begun} */
  static HealthWatch of(List<StandaloneProcess> proxies) {
    HealthWatch watch = new HealthWatch(proxies);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (true) {
        proxies.forEach(this::check);
        TimeUnit.NANOSECONDS.sleep(BETWEEN_CHECKS.toNanos());
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(StandaloneProcess proxy) {
    boolean healthy = proxy.isHealthy();
    if (thread.isInterrupted()) {
      return;
    }
    checks++;
    if (!healthy) {
      troubles.add(
          "%s did not answer `/healthz` with 200 in second %d."
              .formatted(proxy.name(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)));
    }
    proxy
        .status()
        .ifPresent(status ->
            status
                .path("problems")
                .forEach(problem ->
                    troubles.add(
                        "%s has a problem: %s".formatted(proxy.name(), problem.asText()))));
  }

  /**
   * What was seen.
   *
   * @param checks how often a proxy was asked
   * @param troubles a sentence for each failed check and each problem
   */
  record Seen(int checks, List<String> troubles) {
    Seen {
      troubles = List.copyOf(troubles);
    }
  }

  /** Ends it. {@return what was seen} */
  Seen end() throws InterruptedException {
    thread.interrupt();
    thread.join();
    return new Seen(checks, new ArrayList<>(troubles));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
