package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.config.Mode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of the table: Frontend, Master, Backup, Backend, in HAProxy's order and colours. */
final class PageRows {
  private static final int SHORT_ID = 8;

  private PageRows() {}

  static Html render(StatusSnapshot status) {
    return Html.join(
        List.of(
            frontend(status),
            server(status, Node.MASTER),
            server(status, Node.BACKUP),
            backend(status)));
  }

  private static Html frontend(StatusSnapshot status) {
    Traffic traffic = status.frontend().traffic();
    PageRow row = new PageRow("sum", "Frontend");
    row.words("Status", "OPEN").blank(6);
    rates(row, traffic);
    sessions(row, traffic, Figures.count(status.frontend().sessionLimit()));
    row.count("Held cur", traffic.held())
        .count("Held max", traffic.heldMax())
        .count("Held total", traffic.heldTotal())
        .alarm("Held, timed out", traffic.heldTimedOut());
    bytes(row, traffic);
    row.blank(1).count("Client aborts", traffic.clientAborts());
    row.blank(1).alarm("Refused by limit", traffic.refusedByLimit());
    return row.blank(2).count("Closed by switch", traffic.closedBySwitch()).blank(3).end();
  }

  private static Html server(StatusSnapshot status, Node node) {
    ServerStatus server = status.server(node);
    ServerCondition condition = ServerCondition.of(status, node);
    PageRow row = new PageRow(condition.cssClass(), node.displayName());
    row.words("Status", statusWords(status, server, condition));
    Optional<CheckResult> last = server.check().flatMap(CheckedServer::last);
    row.hint("Last check", last.map(PageRows::shortCheck), last.map(CheckResult::inWords));
    row.wide("Role", server.view().map(view -> view.answer().inWords()).orElse(""));
    replication(row, status, server);
    rates(row, server.traffic());
    sessions(row, server.traffic(), "");
    row.blank(4);
    bytes(row, server.traffic());
    errors(row, server.traffic());
    row.blank(1);
    warnings(row, server.traffic());
    checks(row, server.check());
    return row.end();
  }

  private static Html backend(StatusSnapshot status) {
    Traffic traffic = status.frontend().traffic();
    PageRow row = new PageRow("sum", "Backend");
    row.words("Status", status.routing().isPresent() ? "UP" : "DOWN").blank(5);
    row.words("Epoch", status.line().map(line -> Long.toString(line.number())).orElse(""));
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
      StatusSnapshot status, ServerStatus server, ServerCondition condition) {
    String since = server.check().map(check -> Figures.span(check.sinceChange()) + " ").orElse("");
    return status.mode() instanceof Mode.RouteOnly
        ? since + server.check().map(check -> check.health().inWords()).orElse("no check")
        : condition.haproxyStatus();
  }

  private static String shortCheck(CheckResult result) {
    return result.status() + " in " + result.duration().toMillis() + "ms";
  }

  private static void replication(PageRow row, StatusSnapshot status, ServerStatus server) {
    Optional<ServerState> state = server.view().flatMap(View::state);
    row.hint(
        "Replication id",
        state.map(known -> known.replicationId().substring(0, shortLength(known))),
        state.map(ServerState::replicationId));
    row.words("Offset", state.map(known -> Figures.count(known.offsetBytes())).orElse(""));
    OptionalLong lag = Replication.lagBytes(status, server.node());
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
    row.count("Rate cur", traffic.rate()).count("Rate max", traffic.rateMax());
  }

  private static void sessions(PageRow row, Traffic traffic, String limit) {
    row.count("Sessions cur", traffic.sessions())
        .count("Sessions max", traffic.sessionsMax())
        .number("Sessions limit", limit)
        .count("Sessions total", traffic.sessionsTotal())
        .number("Last session", traffic.sinceLastSession().map(Figures::span).orElse("?"));
  }

  private static void bytes(PageRow row, Traffic traffic) {
    row.number("Bytes in", Figures.bytes(traffic.bytesIn()))
        .number("Bytes out", Figures.bytes(traffic.bytesOut()));
  }

  private static void errors(PageRow row, Traffic traffic) {
    row.count("Connection errors", traffic.connectionErrors())
        .count("Client aborts", traffic.clientAborts())
        .count("Server aborts", traffic.serverAborts());
  }

  private static void warnings(PageRow row, Traffic traffic) {
    row.count("Retries", traffic.retries())
        .count("Redispatches", traffic.redispatches())
        .count("Closed by switch", traffic.closedBySwitch());
  }

  private static void checks(PageRow row, Optional<CheckedServer> check) {
    row.number("Failed checks", check.map(found -> Figures.count(found.failedChecks())).orElse(""))
        .number("Times down", check.map(found -> Figures.count(found.timesDown())).orElse(""))
        .number("Downtime", check.map(found -> Figures.span(found.downtime())).orElse(""));
  }
}
