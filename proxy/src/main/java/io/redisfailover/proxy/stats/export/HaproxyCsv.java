package io.redisfailover.proxy.stats.export;

import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.stats.model.ServerCondition;
import io.redisfailover.proxy.stats.model.ServerSnapshot;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders the statistics in HAProxy's columns and order, for the programs that read them. A column
 * without a meaning here is empty, as HAProxy leaves columns empty.
 */
public final class HaproxyCsv {
  /** HAProxy's fixed columns, 0 to 118, as its version 2.6 prints them. */
  static final List<String> COLUMNS =
      List.of(
          """
          pxname svname qcur qmax scur smax slim stot bin bout dreq dresp ereq econ eresp wretr
          wredis status weight act bck chkfail chkdown lastchg downtime qlimit pid iid sid
          throttle lbtot tracked type rate rate_lim rate_max check_status check_code
          check_duration hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other hanafail
          req_rate req_rate_max req_tot cli_abrt srv_abrt comp_in comp_out comp_byp comp_rsp
          lastsess last_chk last_agt qtime ctime rtime ttime agent_status agent_code
          agent_duration check_desc agent_desc check_rise check_fall check_health agent_rise
          agent_fall agent_health addr cookie mode algo conn_rate conn_rate_max conn_tot
          intercepted dcon dses wrew connect reuse cache_lookups cache_hits srv_icur src_ilim
          qtime_max ctime_max rtime_max ttime_max eint idle_conn_cur safe_conn_cur
          used_conn_cur need_conn_est uweight agg_server_status agg_server_check_status
          agg_check_status -\
          """
              .split("\\s+"));

  private static final Map<String, String> SAME_EVERYWHERE =
      Map.of("pid", "1", "iid", "1", "mode", "tcp");

  private HaproxyCsv() {}

  /** {@return header and rows: FRONTEND, both servers, BACKEND} */
  public static String render(StatusSnapshot status) {
    List<Map<String, String>> rows =
        List.of(
            frontend(status),
            server(status, Server.MASTER),
            server(status, Server.BACKUP),
            backend(status));
    String header = "# " + String.join(",", COLUMNS) + ",\n";
    return header + rows.stream().map(HaproxyCsv::line).collect(Collectors.joining());
  }

  private static Map<String, String> frontend(StatusSnapshot status) {
    Map<String, String> row = row(status, "FRONTEND", "0", "0");
    Traffic traffic = status.frontend().traffic();
    traffic(row, traffic);
    put(row, "slim", status.frontend().sessionLimit());
    put(row, "dcon", traffic.ends().rejected());
    put(row, "conn_rate", traffic.rate().current());
    put(row, "conn_rate_max", traffic.rate().max());
    put(row, "conn_tot", traffic.sessions().total());
    row.put("status", "OPEN");
    row.put("addr", status.frontend().address());
    return row;
  }

  private static Map<String, String> server(StatusSnapshot status, Server server) {
    ServerSnapshot snapshot = status.server(server);
    ServerCondition condition = ServerCondition.of(status, server);
    Map<String, String> row =
        row(status, server.displayName(), "2", server == Server.MASTER ? "1" : "2");
    traffic(row, snapshot.traffic());
    connections(row, snapshot.traffic());
    boolean second = standsBehind(status, server);
    put(row, "act", second ? 0 : 1);
    put(row, "bck", second ? 1 : 0);
    put(row, "weight", 1);
    put(row, "uweight", 1);
    row.put("status", condition.haproxyStatus());
    row.put("addr", snapshot.endpoint().toString());
    snapshot.check().ifPresent(check -> check(row, check));
    if (status.mode() instanceof Mode.RouteOnly) {
      snapshot
          .check()
          .filter(check -> !check.health().isSettled())
          .ifPresent(check -> row.put("status", check.inWords()));
    }
    // Without commas: not every reader of this format handles quotes.
    snapshot
        .result()
        .map(ProbeResult::answer)
        .ifPresent(answer -> row.put("agent_desc", answer.inWords().replace(',', ';')));
    return row;
  }

  private static Map<String, String> backend(StatusSnapshot status) {
    Map<String, String> row = row(status, "BACKEND", "1", "0");
    Traffic traffic = status.frontend().traffic();
    traffic(row, traffic);
    connections(row, traffic);
    put(row, "qcur", traffic.holds().current());
    put(row, "qmax", traffic.holds().max());
    put(row, "act", usable(status, false));
    put(row, "bck", usable(status, true));
    row.put("status", status.routing().isPresent() ? "UP" : "DOWN");
    return row;
  }

  /** {@return whether the other server is the first choice at the moment} */
  private static boolean standsBehind(StatusSnapshot status, Server server) {
    return status.epoch().map(epoch -> epoch.server() != server).orElse(server == Server.BACKUP);
  }

  private static long usable(StatusSnapshot status, boolean standingBehind) {
    return List.of(Server.values()).stream()
        .filter(server -> standsBehind(status, server) == standingBehind)
        .filter(server -> ServerCondition.of(status, server).haproxyStatus().equals("UP"))
        .count();
  }

  private static void traffic(Map<String, String> row, Traffic traffic) {
    put(row, "scur", traffic.sessions().current());
    put(row, "smax", traffic.sessions().max());
    put(row, "stot", traffic.sessions().total());
    put(row, "bin", traffic.volume().bytesIn());
    put(row, "bout", traffic.volume().bytesOut());
    put(row, "rate", traffic.rate().current());
    put(row, "rate_max", traffic.rate().max());
    put(row, "cli_abrt", traffic.ends().clientAborts());
    put(row, "srv_abrt", traffic.ends().serverAborts());
  }

  private static void connections(Map<String, String> row, Traffic traffic) {
    put(row, "econ", traffic.dials().failures());
    put(row, "wretr", traffic.dials().retries());
    put(row, "wredis", traffic.dials().redispatches());
    put(row, "lbtot", traffic.sessions().total());
    put(row, "connect", traffic.dials().attempts());
    put(row, "lastsess", traffic.sessions().sinceLast().map(Duration::toSeconds).orElse(-1L));
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
    if (result.status().hasCode()) {
      put(row, "check_code", result.code());
    }
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
