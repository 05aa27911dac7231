package io.redisfailover.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks every proxy all the time which epoch it serves and where it routes. */
final class RouteWatch implements AutoCloseable {
  private final Installation installation;
  private final Thread thread;
  private final Map<Long, String> routes = new TreeMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private int unready;
  private volatile boolean running = true;

  private RouteWatch(Installation installation) {
    this.installation = installation;
    this.thread = Thread.ofPlatform().daemon().name("route-watch").start(this::watch);
  }

  static RouteWatch of(Installation installation) {
    return new RouteWatch(installation);
  }

  /** {@return epochs in which clients were routed to two different servers} */
  synchronized List<String> contradictions() {
    return List.copyOf(contradictions);
  }

  /** {@return how often a proxy was met that answered and was not ready} */
  synchronized int timesUnready() {
    return unready;
  }

  private void watch() {
    try {
      while (running) {
        for (StandaloneProcess proxy : installation.proxies()) {
          proxy.status().ifPresent(status -> seen(proxy, status));
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void seen(StandaloneProcess proxy, JsonNode status) {
    if (!status.path("ready").asBoolean()) {
      unready++;
    }
    String routing = status.path("routing").asText();
    if (routing.isEmpty()) {
      return;
    }
    long epoch = status.path("epoch").path("number").asLong();
    String known = routes.putIfAbsent(epoch, routing);
    if (known != null && !known.equals(routing)) {
      contradictions.add(proxy.name() + " routes to " + routing + " in epoch " + epoch);
    }
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join(5000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
