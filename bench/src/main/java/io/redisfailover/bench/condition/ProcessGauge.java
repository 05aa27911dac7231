package io.redisfailover.bench.condition;

import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Measures what a process holds. */
public final class ProcessGauge {
  private static final String SESSIONS = "haproxy_frontend_current_sessions";
  private static final String BUFFERS = "redisfailover_buffer_bytes";

  /** A measurement is the least of so many, because checks and calls come and go. */
  private static final int GLANCES = 4;

  private static final long BETWEEN_GLANCES_MILLIS = 50;

  private ProcessGauge() {}

  /**
   * Waits until no proxy has a session.
   *
   * @throws AssertionError when a proxy keeps sessions though every client is gone
   */
  public static void awaitNoSession(Installation installation) {
    installation.awaitThat(
        "every proxy to end its sessions",
        () -> installation.proxies().stream().allMatch(it -> it.metric(SESSIONS).orElse(1) == 0));
  }

  /** {@return those of a proxy, which runs} */
  public static ProcessResources of(StandaloneProcess proxy) throws InterruptedException {
    return of(proxy.pid().orElseThrow(), (long) proxy.metric(BUFFERS).orElse(0));
  }

  /** {@return those of a server, which runs} */
  public static ProcessResources of(long pid) throws InterruptedException {
    return of(pid, 0);
  }

  private static ProcessResources of(long pid, long bufferBytes) throws InterruptedException {
    ProcessResources now = glance(pid, bufferBytes);
    for (int i = 1; i < GLANCES; i++) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_GLANCES_MILLIS);
      now = now.least(glance(pid, bufferBytes));
    }
    return now;
  }

  private static ProcessResources glance(long pid, long bufferBytes) {
    return new ProcessResources(entries(pid, "fd"), entries(pid, "task"), bufferBytes);
  }

  private static long entries(long pid, String folder) {
    try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
      return entries.count();
    } catch (IOException gone) {
      throw new IllegalStateException("process " + pid + " is gone while it is measured", gone);
    }
  }
}
