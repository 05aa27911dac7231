package io.redisfailover.bench.soak;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures the resources of every process between rounds, when there are no clients, from the round
 * in which it is warm to its end. Used by one thread.
 */
final class ResourceWatch {
  private static final String SESSIONS = "haproxy_frontend_current_sessions";
  private static final String BUFFERS = "redisfailover_buffer_bytes";

  /** A measurement is the least of so many, because checks and calls come and go. */
  private static final int GLANCES = 4;

  private static final long BETWEEN_GLANCES_MILLIS = 50;

  private final Installation installation;
  private final Map<Long, ProcessFootprint> footprints = new LinkedHashMap<>();

  ResourceWatch(Installation installation) {
    this.installation = installation;
  }

  /**
   * Measures every process.
   *
   * @throws AssertionError when a proxy keeps sessions though every client is gone
   */
  void measure() throws InterruptedException {
    installation.awaitThat(
        "every proxy to end its sessions",
        () -> installation.proxies().stream().allMatch(it -> it.metric(SESSIONS).orElse(1) == 0));
    for (StandaloneProcess proxy : installation.proxies()) {
      take(proxy.name(), proxy.pid().orElseThrow(), (long) proxy.metric(BUFFERS).orElse(0));
    }
    for (Server server : Server.values()) {
      RestartableRedis redisServer = installation.server(server);
      take(server.displayName(), redisServer.pid(), 0);
    }
  }

  private void take(String name, long pid, long bufferBytes) throws InterruptedException {
    ProcessResources now = glance(pid, bufferBytes);
    for (int i = 1; i < GLANCES; i++) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_GLANCES_MILLIS);
      now = now.least(glance(pid, bufferBytes));
    }
    ProcessFootprint known = footprints.get(pid);
    if (known == null || known.rounds() < ProcessFootprint.WARM_ROUNDS) {
      int rounds = known == null ? 1 : known.rounds() + 1;
      footprints.put(pid, new ProcessFootprint(name, pid, rounds, now, now));
    } else {
      footprints.put(pid, new ProcessFootprint(name, pid, known.rounds() + 1, known.begin(), now));
    }
  }

  private static ProcessResources glance(long pid, long bufferBytes) {
    return new ProcessResources(entries(pid, "fd"), entries(pid, "task"), bufferBytes);
  }

  private static long entries(long pid, String folder) {
    try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
      return entries.count();
    } catch (IOException gone) {
      throw new IllegalStateException("process " + pid + " is gone between two rounds", gone);
    }
  }

  /** {@return the processes that lived long enough to be compared} */
  List<ProcessFootprint> told() {
    return footprints.values().stream().filter(ProcessFootprint::isTold).toList();
  }

  /** {@return a sentence for each resource that has grown, over all processes} */
  List<String> growth() {
    return footprints.values().stream().flatMap(it -> it.growth().stream()).toList();
  }
}
