package io.redisfailover.proxy.stats.page;

import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.stats.export.HaproxyRow;
import io.redisfailover.proxy.stats.model.ReplicationLag;
import io.redisfailover.proxy.stats.model.ServerCondition;
import io.redisfailover.proxy.stats.model.ServerSnapshot;
import io.redisfailover.proxy.stats.model.ShownRows;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Renders the rows of the table in HAProxy's order and colours. */
final class PageRows {
  private static final int SHORT_ID = 8;

  private PageRows() {}

  static Html render(StatusSnapshot status, ShownRows shown) {
    List<Html> rows = new ArrayList<>();
    if (shown.shows(status, "Frontend")) {
      rows.add(frontend(status));
    }
    for (Server server : Server.values()) {
      if (shown.shows(status, server)) {
        rows.add(server(status, server));
      }
    }
    if (shown.shows(status, "Backend")) {
      rows.add(backend(status));
    }
    return Html.join(rows);
  }

  private static Html frontend(StatusSnapshot status) {
    Traffic traffic = status.frontend().traffic();
    PageRow row = new PageRow("sum", "Frontend");
    row.words("Status", "OPEN").blank(9);
    rates(row, traffic);
    sessions(row, traffic, Figures.count(status.frontend().sessionLimit()));
    row.count("Held cur", traffic.holds().current())
        .count("Held max", traffic.holds().max())
        .count("Held total", traffic.holds().total())
        .alarm("Held, timed out", traffic.holds().timedOut());
    bytes(row, traffic);
    row.blank(1).count("Client aborts", traffic.ends().clientAborts());
    row.blank(1).alarm("Rejected", traffic.ends().rejected());
    return row.blank(2)
        .count("Closed by role change", traffic.ends().closedByRoleChange())
        .blank(3)
        .end();
  }

  private static Html server(StatusSnapshot status, Server server) {
    ServerSnapshot snapshot = status.server(server);
    ServerCondition condition = ServerCondition.of(status, server);
    PageRow row = new PageRow(ConditionStyle.cssClass(condition), server.displayName());
    HaproxyRow haproxy = HaproxyRow.of(status, server);
    row.words("Status", statusWords(status, snapshot, haproxy));
    Optional<CheckResult> last = snapshot.check().flatMap(CheckedServer::last);
    row.hint("Last check", last.map(PageRows::shortCheck), last.map(CheckResult::inWords));
    row.number("Weight", haproxy.value("weight"))
        .words("Active", yes(haproxy.value("act")))
        .words("Backup", yes(haproxy.value("bck")));
    row.wide("Role", snapshot.result().map(result -> result.answer().inWords()).orElse(""));
    replication(row, status, snapshot);
    rates(row, snapshot.traffic());
    int limit = status.frontend().serverLimit();
    sessions(row, snapshot.traffic(), limit > 0 ? Figures.count(limit) : "");
    row.blank(4);
    bytes(row, snapshot.traffic());
    errors(row, snapshot.traffic());
    row.blank(1);
    warnings(row, snapshot.traffic());
    checks(row, snapshot.check());
    return row.end();
  }

  private static Html backend(StatusSnapshot status) {
    Traffic traffic = status.frontend().traffic();
    PageRow row = new PageRow("sum", "Backend");
    row.words("Status", status.routing().isPresent() ? "UP" : "DOWN").blank(2);
    HaproxyRow haproxy = HaproxyRow.ofBackend(status);
    row.number("Active", haproxy.value("act")).number("Backup", haproxy.value("bck")).blank(4);
    row.words("Epoch", status.epoch().map(epoch -> Long.toString(epoch.number())).orElse(""));
    rates(row, traffic);
    sessions(row, traffic, "");
    row.blank(4);
    bytes(row, traffic);
    errors(row, traffic);
    row.blank(1);
    warnings(row, traffic);
    return row.blank(3).end();
  }

  private static String statusWords(
      StatusSnapshot status, ServerSnapshot snapshot, HaproxyRow haproxy) {
    String since =
        snapshot.check().map(check -> Figures.span(check.sinceChange()) + " ").orElse("");
    return (status.mode() instanceof Mode.RouteOnly ? since : "") + haproxy.value("status");
  }

  /** {@return HAProxy's letters} */
  private static String yes(String number) {
    return number.equals("1") ? "Y" : "-";
  }

  private static String shortCheck(CheckResult result) {
    return result.status() + " in " + result.duration().toMillis() + "ms";
  }

  private static void replication(PageRow row, StatusSnapshot status, ServerSnapshot snapshot) {
    Optional<ServerState> state = snapshot.result().flatMap(ProbeResult::state);
    row.hint(
        "Replication id",
        state.map(known -> known.replicationId().substring(0, shortLength(known))),
        state.map(ServerState::replicationId));
    row.words("Offset", state.map(known -> Figures.count(known.offsetBytes())).orElse(""));
    OptionalLong lag = ReplicationLag.lagBytes(status, snapshot.server());
    row.words("Lag", lag.isPresent() ? Figures.bytes(lag.getAsLong()) : "");
    row.words(
        "Epoch",
        state
            .filter(known -> known.marker().isPresent())
            .map(known -> Long.toString(known.markerNumber()))
            .orElse(""));
  }

  private static int shortLength(ServerState state) {
    return Math.min(SHORT_ID, state.replicationId().length());
  }

  private static void rates(PageRow row, Traffic traffic) {
    row.count("Rate cur", traffic.rate().current()).count("Rate max", traffic.rate().max());
  }

  private static void sessions(PageRow row, Traffic traffic, String limit) {
    row.count("Sessions cur", traffic.sessions().current())
        .count("Sessions max", traffic.sessions().max())
        .number("Sessions limit", limit)
        .count("Sessions total", traffic.sessions().total())
        .number("Last session", traffic.sessions().sinceLast().map(Figures::span).orElse("?"));
  }

  private static void bytes(PageRow row, Traffic traffic) {
    row.number("Bytes in", Figures.bytes(traffic.volume().bytesIn()))
        .number("Bytes out", Figures.bytes(traffic.volume().bytesOut()));
  }

  private static void errors(PageRow row, Traffic traffic) {
    row.count("Connection errors", traffic.dials().failures())
        .count("Client aborts", traffic.ends().clientAborts())
        .count("Server aborts", traffic.ends().serverAborts());
  }

  private static void warnings(PageRow row, Traffic traffic) {
    row.count("Retries", traffic.dials().retries())
        .count("Redispatches", traffic.dials().redispatches())
        .count("Closed by role change", traffic.ends().closedByRoleChange());
  }

  private static void checks(PageRow row, Optional<CheckedServer> check) {
    row.number("Failed checks", check.map(found -> Figures.count(found.failedChecks())).orElse(""))
        .number("Times down", check.map(found -> Figures.count(found.timesDown())).orElse(""))
        .number("Downtime", check.map(found -> Figures.span(found.downtime())).orElse(""));
  }
}
