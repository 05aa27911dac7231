package io.redisfailover.bench.soak;

import io.redisfailover.bench.condition.ProcessGauge;
import io.redisfailover.bench.condition.ProcessResources;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the resources of every process between rounds, when there are no clients, from the round
 * in which it is warm to its end. Used by one thread.
 */
final class ResourceWatch {
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
    ProcessGauge.awaitNoSession(installation);
    for (StandaloneProcess proxy : installation.proxies()) {
      take(proxy.name(), proxy.pid().orElseThrow(), ProcessGauge.of(proxy));
    }
    for (Server server : Server.values()) {
      RestartableRedis redisServer = installation.server(server);
      take(server.displayName(), redisServer.pid(), ProcessGauge.of(redisServer.pid()));
    }
  }

  private void take(String name, long pid, ProcessResources now) {
    ProcessFootprint known = footprints.get(pid);
    if (known == null || known.rounds() < ProcessFootprint.WARM_ROUNDS) {
      int rounds = known == null ? 1 : known.rounds() + 1;
      footprints.put(pid, new ProcessFootprint(name, pid, rounds, now, now));
    } else {
      footprints.put(pid, new ProcessFootprint(name, pid, known.rounds() + 1, known.begin(), now));
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
