package io.redisfailover.proxy.stats.model;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckStatus;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.check.HealthCounter;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.routing.ServerAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Statuses of a proxy in every situation that the page has to show. */
public final class SampleStatuses {
  static final Instant NOW = Instant.parse("2026-11-22T10:15:30.250Z");
  static final String FIRST_ID = "8c1f02b7a9d34e5f60718293a4b5c6d7e8f90a1b";
  static final String SECOND_ID = "d94e6a50b1c2d3e4f5061728394a5b6c7d8e9f0a";

  private static final Endpoint MASTER_AT = new Endpoint("redis-server1", 6379);
  private static final long BUFFER_BYTES = 4 << 20;
  private static final Traffic NONE = new TrafficCounters().snapshot();
  private static final Epoch FIRST = new Epoch(7, Server.MASTER, FIRST_ID);
  private static final Epoch SECOND = new Epoch(10, Server.BACKUP, SECOND_ID);

  private SampleStatuses() {}

  /** {@return every situation by its name} */
  public static Map<String, StatusSnapshot> all() {
    Map<String, StatusSnapshot> all = new LinkedHashMap<>();
    all.put("normal", normal());
    all.put("holding", holding());
    all.put("failed-over", failedOver());
    all.put("blocked", blocked());
    all.put("backup-down", backupDown());
    all.put("route-only", routeOnly());
    all.put("maintained", maintained());
    all.put("starting", starting());
    return all;
  }

  /** {@return the situation of that name} */
  public static StatusSnapshot named(String name) {
    return Objects.requireNonNull(all().get(name), name);
  }

  public static StatusSnapshot normal() {
    return promote(
        Optional.of(FIRST),
        Optional.of(Server.MASTER),
        true,
        "Master answers as the primary of epoch 7.",
        server(Server.MASTER, master(FIRST_ID, 48_211_904, 7, Server.MASTER), passing(), busy(38)),
        server(Server.BACKUP, replica(FIRST_ID, 48_211_904, true), passing(), NONE),
        List.of());
  }

  public static StatusSnapshot holding() {
    return promote(
        Optional.of(FIRST),
        Optional.empty(),
        true,
        "Master failed (connection refused); waiting for the next probe of Backup.",
        server(Server.MASTER, new ProbeAnswer.Refused(), refused(), busy(0)),
        server(Server.BACKUP, replica(FIRST_ID, 48_219_640, false), passing(), NONE),
        List.of());
  }

  public static StatusSnapshot failedOver() {
    return promote(
        Optional.of(SECOND),
        Optional.of(Server.BACKUP),
        true,
        "Backup answers as the primary of epoch 10.",
        server(Server.MASTER, master(FIRST_ID, 48_219_640, 7, Server.MASTER), passing(), busy(0)),
        server(
            Server.BACKUP, master(SECOND_ID, 51_730_218, 10, Server.BACKUP), passing(), busy(41)),
        List.of(
            SampleRoleChanges.killed(), SampleRoleChanges.switched(), SampleRoleChanges.hung()));
  }

  public static StatusSnapshot blocked() {
    return promote(
        Optional.of(FIRST),
        Optional.empty(),
        false,
        "Master does not answer this proxy, but Backup is still connected to it.",
        server(
            Server.MASTER, new ProbeAnswer.Silent("no answer within 500 ms"), timedOut(), busy(0)),
        server(Server.BACKUP, replica(FIRST_ID, 48_300_112, true), passing(), NONE),
        List.of());
  }

  public static StatusSnapshot backupDown() {
    return promote(
        Optional.of(FIRST),
        Optional.of(Server.MASTER),
        true,
        "Master answers as the primary of epoch 7.",
        server(Server.MASTER, master(FIRST_ID, 48_211_904, 7, Server.MASTER), passing(), busy(38)),
        server(Server.BACKUP, new ProbeAnswer.Closed(true), refused(), NONE),
        List.of());
  }

  public static StatusSnapshot routeOnly() {
    CheckedServer rising =
        new CheckedServer(
            new HealthCounter(1, 2, 3),
            Optional.of(new CheckResult(CheckStatus.L7OK, Duration.ofMillis(1), "(tcp-check)")),
            3,
            1,
            Duration.ofSeconds(48),
            Duration.ofSeconds(48),
            false);
    return routedToBackup(
        "Master is down by its check; Backup is up.",
        new ServerSnapshot(
            Server.MASTER, MASTER_AT, Optional.empty(), Optional.of(rising), busy(0)),
        busy(12),
        List.of(SampleRoleChanges.rerouted()));
  }

  /** {@return Master in maintenance, with sessions that it keeps} */
  public static StatusSnapshot maintained() {
    return routedToBackup(
        "Master is in maintenance; Backup is up.",
        new ServerSnapshot(
            Server.MASTER,
            MASTER_AT,
            Optional.empty(),
            Optional.of(passing()),
            busy(3),
            ServerAdmin.USUAL.with(ServerAdmin.State.MAINT)),
        busy(9),
        List.of());
  }

  private static StatusSnapshot routedToBackup(
      String message, ServerSnapshot master, Traffic ofBackup, List<RoleChange> changes) {
    return new StatusSnapshot(
        "proxy-1",
        "0.1.0",
        NOW,
        Duration.ofHours(51),
        BUFFER_BYTES,
        new Mode.RouteOnly(false, false),
        Optional.empty(),
        Optional.of(Server.BACKUP),
        true,
        message,
        Optional.empty(),
        frontend(busy(12)),
        master,
        new ServerSnapshot(
            Server.BACKUP,
            new Endpoint("redis-server2", 6379),
            Optional.empty(),
            Optional.of(passing()),
            ofBackup),
        changes,
        0,
        Supervisor.Report.NOTHING);
  }

  public static StatusSnapshot starting() {
    return new StatusSnapshot(
        "proxy-1",
        "0.1.0",
        NOW,
        Duration.ofMillis(40),
        BUFFER_BYTES,
        new Mode.Promote(FailoverSettings.DEFAULT),
        Optional.empty(),
        Optional.empty(),
        true,
        "The proxy is starting.",
        Optional.of("The proxy is starting."),
        frontend(NONE),
        new ServerSnapshot(
            Server.MASTER, endpoint(Server.MASTER), Optional.empty(), Optional.empty(), NONE),
        new ServerSnapshot(
            Server.BACKUP, endpoint(Server.BACKUP), Optional.empty(), Optional.empty(), NONE),
        List.of(),
        0,
        Supervisor.Report.NOTHING);
  }

  private static StatusSnapshot promote(
      Optional<Epoch> epoch,
      Optional<Server> routing,
      boolean ready,
      String message,
      ServerSnapshot master,
      ServerSnapshot backup,
      List<RoleChange> roleChanges) {
    Traffic traffic = routing.isPresent() ? busy(41) : holdingTraffic(ready ? 17 : 0);
    return new StatusSnapshot(
        "proxy-1",
        "0.1.0",
        NOW,
        Duration.ofHours(51),
        BUFFER_BYTES,
        new Mode.Promote(FailoverSettings.DEFAULT),
        epoch,
        routing,
        ready,
        message,
        Optional.empty(),
        frontend(traffic),
        master,
        backup,
        roleChanges,
        0,
        Supervisor.Report.NOTHING);
  }

  private static FrontendStatus frontend(Traffic traffic) {
    return new FrontendStatus("redis", "0.0.0.0:6379", 20_000, 2_000, 0, traffic);
  }

  private static ServerSnapshot server(
      Server server, ProbeAnswer answer, CheckedServer check, Traffic traffic) {
    ProbeResult result = new ProbeResult(server, NOW.minusMillis(62), NOW.minusMillis(61), answer);
    return new ServerSnapshot(
        server, endpoint(server), Optional.of(result), Optional.of(check), traffic);
  }

  private static Endpoint endpoint(Server server) {
    return new Endpoint(server == Server.MASTER ? "10.20.0.11" : "10.20.0.12", 6379);
  }

  private static ProbeAnswer master(String id, long offset, long epoch, Server server) {
    return new ProbeAnswer.Answered(
        new ServerState(
            "run-" + server.markerWord(),
            new ServerState.Primary(),
            id,
            offset,
            Optional.empty(),
            -1,
            Markers.of(new Marker(epoch, server), id),
            true,
            1200,
            1,
            1,
            Optional.empty()));
  }

  private static ProbeAnswer replica(String id, long offset, boolean linkUp) {
    return new ProbeAnswer.Answered(
        new ServerState(
            "run-replica",
            new ServerState.Replica(LinkTarget.PEER, linkUp, false, 0),
            id,
            offset,
            Optional.empty(),
            -1,
            Markers.of(new Marker(7, Server.MASTER), id),
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
        new HealthCounter(counter, 2, 3),
        Optional.of(new CheckResult(status, Duration.ofMillis(millis), detail)),
        status.passed() ? 0 : 3,
        status.passed() ? 0 : 1,
        sinceChange,
        downtime,
        status == CheckStatus.L7OKC);
  }

  private static Traffic busy(long sessions) {
    return new Traffic(
        new Traffic.Sessions(sessions, 212, 148_204, Optional.of(Duration.ofSeconds(1))),
        new Traffic.Rate(sessions / 5, 96),
        new Traffic.Volume(1_420_331_008L, 9_811_220_480L),
        new Traffic.Dials(148_210, 6, 6, 4),
        new Traffic.Holds(0, 38, 55, 0),
        new Traffic.Ends(0, 14, 2, 40, 0));
  }

  private static Traffic holdingTraffic(long held) {
    Traffic busy = busy(held);
    return new Traffic(
        busy.sessions(),
        busy.rate(),
        busy.volume(),
        new Traffic.Dials(148_210, 9, 9, 4),
        new Traffic.Holds(held, 38, 72, 3),
        new Traffic.Ends(5, 14, 2, 40, 3));
  }
}
