package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.config.Mode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * HAProxy's statistics in HAProxy's columns and order, for the programs that read them. A column
 * that has no meaning here is empty, as HAProxy leaves columns empty.
 */
final class HaproxyCsv {
  /** HAProxy's fixed columns, 0 to 118, as its version 2.6 prints them. */
  static final List<String> COLUMNS =
      List.of(Template.resource("haproxy-columns.txt").strip().split("\\s+"));

  private static final Map<String, String> SAME_EVERYWHERE =
      Map.of("pid", "1", "iid", "1", "mode", "tcp");

  private HaproxyCsv() {}

  /** {@return header and rows: FRONTEND, both servers, BACKEND} */
  static String render(StatusSnapshot status) {
    List<Map<String, String>> rows =
        List.of(
            frontend(status),
            server(status, Node.MASTER),
            server(status, Node.BACKUP),
            backend(status));
    String header = "# " + String.join(",", COLUMNS) + ",\n";
    return header + rows.stream().map(HaproxyCsv::line).collect(Collectors.joining());
  }

  private static Map<String, String> frontend(StatusSnapshot status) {
    Map<String, String> row = row(status, "FRONTEND", "0", "0");
    Traffic traffic = status.frontend().traffic();
    traffic(row, traffic);
    put(row, "slim", status.frontend().sessionLimit());
    put(row, "dcon", traffic.refusedByLimit());
    put(row, "conn_rate", traffic.rate());
    put(row, "conn_rate_max", traffic.rateMax());
    put(row, "conn_tot", traffic.sessionsTotal());
    row.put("status", "OPEN");
    row.put("addr", status.frontend().address());
    return row;
  }

  private static Map<String, String> server(StatusSnapshot status, Node node) {
    ServerStatus server = status.server(node);
    ServerCondition condition = ServerCondition.of(status, node);
    Map<String, String> row = row(status, node.displayName(), "2", node == Node.MASTER ? "1" : "2");
    traffic(row, server.traffic());
    connections(row, server.traffic());
    boolean second = standsBehind(status, node);
    put(row, "act", second ? 0 : 1);
    put(row, "bck", second ? 1 : 0);
    put(row, "weight", 1);
    put(row, "uweight", 1);
    row.put("status", condition.haproxyStatus());
    row.put("addr", server.endpoint().toString());
    server.check().ifPresent(check -> check(row, check));
    if (status.mode() instanceof Mode.RouteOnly) {
      server
          .check()
          .filter(check -> !check.health().isSettled())
          .ifPresent(check -> row.put("status", check.health().inWords()));
    }
    // Without commas: not every reader of this format knows quotes.
    server
        .view()
        .map(View::answer)
        .ifPresent(answer -> row.put("agent_desc", answer.inWords().replace(',', ';')));
    return row;
  }

  private static Map<String, String> backend(StatusSnapshot status) {
    Map<String, String> row = row(status, "BACKEND", "1", "0");
    Traffic traffic = status.frontend().traffic();
    traffic(row, traffic);
    connections(row, traffic);
    put(row, "qcur", traffic.held());
    put(row, "qmax", traffic.heldMax());
    put(row, "act", usable(status, false));
    put(row, "bck", usable(status, true));
    row.put("status", status.routing().isPresent() ? "UP" : "DOWN");
    return row;
  }

  /** {@return whether the node is not the first choice of the moment} */
  private static boolean standsBehind(StatusSnapshot status, Node node) {
    return status.line().map(line -> line.node() != node).orElse(node == Node.BACKUP);
  }

  private static long usable(StatusSnapshot status, boolean standingBehind) {
    return List.of(Node.values()).stream()
        .filter(node -> standsBehind(status, node) == standingBehind)
        .filter(node -> ServerCondition.of(status, node).haproxyStatus().equals("UP"))
        .count();
  }

  private static void traffic(Map<String, String> row, Traffic traffic) {
    put(row, "scur", traffic.sessions());
    put(row, "smax", traffic.sessionsMax());
    put(row, "stot", traffic.sessionsTotal());
    put(row, "bin", traffic.bytesIn());
    put(row, "bout", traffic.bytesOut());
    put(row, "rate", traffic.rate());
    put(row, "rate_max", traffic.rateMax());
    put(row, "cli_abrt", traffic.clientAborts());
    put(row, "srv_abrt", traffic.serverAborts());
  }

  private static void connections(Map<String, String> row, Traffic traffic) {
    put(row, "econ", traffic.connectionErrors());
    put(row, "wretr", traffic.retries());
    put(row, "wredis", traffic.redispatches());
    put(row, "lbtot", traffic.sessionsTotal());
    put(row, "connect", traffic.connectionAttempts());
    put(row, "lastsess", traffic.sinceLastSession().map(Duration::toSeconds).orElse(-1L));
  }

  private static void check(Map<String, String> row, CheckedServer check) {
    put(row, "chkfail", check.failedChecks());
    put(row, "chkdown", check.timesDown());
    put(row, "lastchg", check.sinceChange().toSeconds());
    put(row, "downtime", check.downtime().toSeconds());
    put(row, "check_rise", check.health().rise());
    put(row, "check_fall", check.health().fall());
    put(row, "check_health", check.health().counter());
    check.last().ifPresent(result -> lastCheck(row, result));
  }

  private static void lastCheck(Map<String, String> row, CheckResult result) {
    row.put("check_status", result.status().name());
    put(row, "check_duration", result.duration().toMillis());
    row.put("last_chk", result.detail());
    row.put("check_desc", result.status().description());
  }

  private static Map<String, String> row(
      StatusSnapshot status, String name, String type, String serverId) {
    Map<String, String> row = new LinkedHashMap<>(SAME_EVERYWHERE);
    row.put("pxname", status.frontend().name());
    row.put("svname", name);
    row.put("type", type);
    row.put("sid", serverId);
    row.put("-", "-");
    return row;
  }

  private static void put(Map<String, String> row, String column, long value) {
    row.put(column, Long.toString(value));
  }

  private static String line(Map<String, String> row) {
    return COLUMNS.stream()
            .map(column -> quote(row.getOrDefault(column, "")))
            .collect(Collectors.joining(","))
        + ",\n";
  }

  private static String quote(String field) {
    String oneLine = field.replace('\n', ' ').replace('\r', ' ');
    boolean plain = oneLine.indexOf(',') < 0 && oneLine.indexOf('"') < 0;
    return plain ? oneLine : '"' + oneLine.replace("\"", "\"\"") + '"';
  }
}
