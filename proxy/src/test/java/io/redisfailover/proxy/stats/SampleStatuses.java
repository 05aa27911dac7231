package io.redisfailover.proxy.stats;

import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckStatus;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.check.Health;
import io.redisfailover.proxy.config.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Statuses of a proxy in every situation that the page has to show. */
final class SampleStatuses {
  static final Instant NOW = Instant.parse("2026-11-22T10:15:30.250Z");
  static final String FIRST_ID = "8c1f02b7a9d34e5f60718293a4b5c6d7e8f90a1b";
  static final String SECOND_ID = "d94e6a50b1c2d3e4f5061728394a5b6c7d8e9f0a";

  private static final long BUFFER_BYTES = 4 << 20;
  private static final Traffic NONE = new TrafficCounters().snapshot();
  private static final Line FIRST = new Line(7, Node.MASTER, FIRST_ID);
  private static final Line SECOND = new Line(10, Node.BACKUP, SECOND_ID);

  private SampleStatuses() {}

  /** {@return every situation by its name} */
  static Map<String, StatusSnapshot> all() {
    Map<String, StatusSnapshot> all = new LinkedHashMap<>();
    all.put("normal", normal());
    all.put("holding", holding());
    all.put("failed-over", failedOver());
    all.put("blocked", blocked());
    all.put("backup-down", backupDown());
    all.put("route-only", routeOnly());
    all.put("starting", starting());
    return all;
  }

  /** {@return the situation of that name} */
  static StatusSnapshot named(String name) {
    return Objects.requireNonNull(all().get(name), name);
  }

  static StatusSnapshot normal() {
    return promote(
        Optional.of(FIRST),
        Optional.of(Node.MASTER),
        true,
        "Master answers and its line 7 is the newest known.",
        server(Node.MASTER, master(FIRST_ID, 48_211_904, 7, Node.MASTER), passing(), busy(38)),
        server(Node.BACKUP, replica(FIRST_ID, 48_211_904, true), passing(), NONE),
        List.of());
  }

  static StatusSnapshot holding() {
    return promote(
        Optional.of(FIRST),
        Optional.empty(),
        true,
        "Master refuses connections; Backup has heard nothing from it for 120 ms and is asked once"
            + " more before it is promoted.",
        server(Node.MASTER, new Answer.Refused(), refused(), busy(0)),
        server(Node.BACKUP, replica(FIRST_ID, 48_219_640, false), passing(), NONE),
        List.of());
  }

  static StatusSnapshot failedOver() {
    return promote(
        Optional.of(SECOND),
        Optional.of(Node.BACKUP),
        true,
        "Backup was promoted to line 10; Master is back and waits to be made its replica.",
        server(Node.MASTER, master(FIRST_ID, 48_219_640, 7, Node.MASTER), passing(), busy(0)),
        server(Node.BACKUP, master(SECOND_ID, 51_730_218, 10, Node.BACKUP), passing(), busy(41)),
        List.of(SampleFailovers.killed(), SampleFailovers.switched(), SampleFailovers.hung()));
  }

  static StatusSnapshot blocked() {
    return promote(
        Optional.of(FIRST),
        Optional.empty(),
        false,
        "Master is silent and Backup still hears it: only this proxy's way to Master is cut, so"
            + " clients should go to another proxy.",
        server(Node.MASTER, new Answer.Silent("no answer within 500 ms"), timedOut(), busy(0)),
        server(Node.BACKUP, replica(FIRST_ID, 48_300_112, true), passing(), NONE),
        List.of());
  }

  static StatusSnapshot backupDown() {
    return promote(
        Optional.of(FIRST),
        Optional.of(Node.MASTER),
        true,
        "Master answers and its line 7 is the newest known.",
        server(Node.MASTER, master(FIRST_ID, 48_211_904, 7, Node.MASTER), passing(), busy(38)),
        server(Node.BACKUP, new Answer.Closed(true), refused(), NONE),
        List.of());
  }

  static StatusSnapshot routeOnly() {
    Endpoint first = new Endpoint("redis-server1", 6379);
    Endpoint second = new Endpoint("redis-server2", 6379);
    CheckedServer rising =
        new CheckedServer(
            new Health(1, 2, 3),
            Optional.of(new CheckResult(CheckStatus.L7OK, Duration.ofMillis(1), "(tcp-check)")),
            3,
            1,
            Duration.ofSeconds(48),
            Duration.ofSeconds(48));
    return new StatusSnapshot(
        "proxy-1",
        "0.1.0",
        NOW,
        Duration.ofHours(51),
        BUFFER_BYTES,
        new Mode.RouteOnly(false, false),
        Optional.empty(),
        Optional.of(Node.BACKUP),
        true,
        "The check of Master failed 3 times in a row; clients go to Backup until it passes again.",
        Optional.empty(),
        frontend(busy(12)),
        new ServerStatus(Node.MASTER, first, Optional.empty(), Optional.of(rising), busy(0)),
        new ServerStatus(Node.BACKUP, second, Optional.empty(), Optional.of(passing()), busy(12)),
        List.of(SampleFailovers.rerouted()));
  }

  static StatusSnapshot starting() {
    return new StatusSnapshot(
        "proxy-1",
        "0.1.0",
        NOW,
        Duration.ofMillis(40),
        BUFFER_BYTES,
        new Mode.Promote(FailoverSettings.DEFAULT),
        Optional.empty(),
        Optional.empty(),
        false,
        "No server has been heard yet.",
        Optional.of("no active server is known"),
        frontend(NONE),
        new ServerStatus(
            Node.MASTER, endpoint(Node.MASTER), Optional.empty(), Optional.empty(), NONE),
        new ServerStatus(
            Node.BACKUP, endpoint(Node.BACKUP), Optional.empty(), Optional.empty(), NONE),
        List.of());
  }

  private static StatusSnapshot promote(
      Optional<Line> line,
      Optional<Node> routing,
      boolean ready,
      String why,
      ServerStatus master,
      ServerStatus backup,
      List<PastFailover> failovers) {
    Traffic traffic = routing.isPresent() ? busy(41) : holdingTraffic(ready ? 17 : 0);
    return new StatusSnapshot(
        "proxy-1",
        "0.1.0",
        NOW,
        Duration.ofHours(51),
        BUFFER_BYTES,
        new Mode.Promote(FailoverSettings.DEFAULT),
        line,
        routing,
        ready,
        why,
        Optional.empty(),
        frontend(traffic),
        master,
        backup,
        failovers);
  }

  private static FrontendStatus frontend(Traffic traffic) {
    return new FrontendStatus("redis", "0.0.0.0:6379", 20_000, 2_000, traffic);
  }

  private static ServerStatus server(
      Node node, Answer answer, CheckedServer check, Traffic traffic) {
    View view = new View(node, NOW.minusMillis(62), NOW.minusMillis(61), answer);
    return new ServerStatus(node, endpoint(node), Optional.of(view), Optional.of(check), traffic);
  }

  private static Endpoint endpoint(Node node) {
    return new Endpoint(node == Node.MASTER ? "10.20.0.11" : "10.20.0.12", 6379);
  }

  private static Answer master(String id, long offset, long line, Node node) {
    return new Answer.Answered(
        new ServerState(
            "run-" + node.markerWord(),
            new ServerState.Master(),
            id,
            offset,
            Optional.empty(),
            -1,
            Markers.of(new Marker(line, node)),
            true,
            1200,
            1,
            1,
            Optional.empty()));
  }

  private static Answer replica(String id, long offset, boolean linkUp) {
    return new Answer.Answered(
        new ServerState(
            "run-replica",
            new ServerState.Replica(LinkTarget.PEER, linkUp, false, 0),
            id,
            offset,
            Optional.empty(),
            -1,
            Markers.of(new Marker(7, Node.MASTER)),
            true,
            1200,
            0,
            1,
            Optional.empty()));
  }

  private static CheckedServer passing() {
    return checked(4, CheckStatus.L7OK, 1, "(tcp-check)", Duration.ofHours(50), Duration.ZERO);
  }

  private static CheckedServer refused() {
    return checked(
        0,
        CheckStatus.L4CON,
        0,
        "Connection refused at step 1 of tcp-check (connect)",
        Duration.ofSeconds(3),
        Duration.ofSeconds(3));
  }

  private static CheckedServer timedOut() {
    return checked(
        0,
        CheckStatus.L7TOUT,
        1001,
        "at step 4 of tcp-check (expect string '+PONG')",
        Duration.ofSeconds(8),
        Duration.ofSeconds(8));
  }

  private static CheckedServer checked(
      int counter,
      CheckStatus status,
      long millis,
      String detail,
      Duration sinceChange,
      Duration downtime) {
    return new CheckedServer(
        new Health(counter, 2, 3),
        Optional.of(new CheckResult(status, Duration.ofMillis(millis), detail)),
        status.passed() ? 0 : 3,
        status.passed() ? 0 : 1,
        sinceChange,
        downtime);
  }

  private static Traffic busy(long sessions) {
    return new Traffic(
        sessions,
        212,
        148_204,
        sessions / 5,
        96,
        Optional.of(Duration.ofSeconds(1)),
        1_420_331_008L,
        9_811_220_480L,
        148_210,
        6,
        6,
        4,
        0,
        38,
        55,
        0,
        0,
        14,
        2,
        40);
  }

  private static Traffic holdingTraffic(long held) {
    Traffic busy = busy(held);
    return new Traffic(
        held,
        busy.sessionsMax(),
        busy.sessionsTotal(),
        busy.rate(),
        busy.rateMax(),
        busy.sinceLastSession(),
        busy.bytesIn(),
        busy.bytesOut(),
        busy.connectionAttempts(),
        9,
        9,
        4,
        held,
        38,
        72,
        3,
        5,
        busy.clientAborts(),
        busy.serverAborts(),
        busy.closedBySwitch());
  }
}
