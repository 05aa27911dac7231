package io.redisfailover.bench.soak;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Follows what every process holds, from the time it is warm to the end of its life. Looks between
 * phases, when there are no clients. Used by one thread.
 */
final class ResourceWatch {
  private static final String SESSIONS = "haproxy_frontend_current_sessions";
  private static final String BUFFERS = "redisfailover_buffer_bytes";

  /** A look is the least of so many, because checks and calls come and go. */
  private static final int GLANCES = 4;

  private static final long BETWEEN_GLANCES_MILLIS = 50;

  private final Installation installation;
  private final Map<Long, Life> lives = new LinkedHashMap<>();

  ResourceWatch(Installation installation) {
    this.installation = installation;
  }

  /**
   * Looks at every process.
   *
   * @throws AssertionError when a proxy keeps sessions though every client is gone
   */
  void look() throws InterruptedException {
    installation.awaitThat(
        "every proxy to have no session any more",
        () -> installation.proxies().stream().allMatch(it -> it.metric(SESSIONS).orElse(1) == 0));
    for (StandaloneProcess proxy : installation.proxies()) {
      take(proxy.name(), proxy.pid().orElseThrow(), (long) proxy.metric(BUFFERS).orElse(0));
    }
    for (Node node : Node.values()) {
      RedisServer server = installation.server(node);
      take(node.displayName(), server.pid(), 0);
    }
  }

  private void take(String name, long pid, long bufferBytes) throws InterruptedException {
    Resources now = glance(pid, bufferBytes);
    for (int i = 1; i < GLANCES; i++) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_GLANCES_MILLIS);
      now = now.least(glance(pid, bufferBytes));
    }
    Life known = lives.get(pid);
    if (known == null || known.phases() < Life.WARM_PHASES) {
      int phases = known == null ? 1 : known.phases() + 1;
      lives.put(pid, new Life(name, pid, phases, now, now));
    } else {
      lives.put(pid, new Life(name, pid, known.phases() + 1, known.begin(), now));
    }
  }

  private static Resources glance(long pid, long bufferBytes) {
    return new Resources(entries(pid, "fd"), entries(pid, "task"), bufferBytes);
  }

  private static long entries(long pid, String folder) {
    try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
      return entries.count();
    } catch (IOException gone) {
      throw new IllegalStateException("process " + pid + " is gone between two phases", gone);
    }
  }

  /** {@return the lives that were long enough to tell something} */
  List<Life> told() {
    return lives.values().stream().filter(Life::isTold).toList();
  }

  /** {@return what has grown, over all lives} */
  List<String> growth() {
    return lives.values().stream().flatMap(life -> life.growth().stream()).toList();
  }
}
