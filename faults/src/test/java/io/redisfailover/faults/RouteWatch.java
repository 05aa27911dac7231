package io.redisfailover.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks every proxy all the time which epoch it serves and where it routes. */
final class RouteWatch implements AutoCloseable {
  private final Installation installation;
  private final Thread thread;
  private final Map<Long, Route> routes = new TreeMap<>();
  private final Set<String> contradictions = new LinkedHashSet<>();
  private int unready;
  private volatile boolean running = true;

  /** Where a proxy routed to, and what it said. */
  private record Route(String server, String said) {}

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
    // It says the newest epoch that it knows, and may still route by the one before.
    if (!status.path("epoch").path("server").asText().equals(routing)) {
      return;
    }
    String said =
        "%s: %s; routed to %s".formatted(proxy.name(), status.path("message").asText(), routing);
    Route route = new Route(routing, said);
    Route known = routes.putIfAbsent(epoch, route);
    if (known != null && !known.server().equals(routing)) {
      contradictions.add("epoch %d: %s, and before %s".formatted(epoch, said, known.said()));
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
