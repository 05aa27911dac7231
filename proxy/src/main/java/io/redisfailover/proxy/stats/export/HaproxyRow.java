package io.redisfailover.proxy.stats.export;

import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.stats.model.ServerCondition;
import io.redisfailover.proxy.stats.model.ServerSnapshot;
import io.redisfailover.proxy.stats.model.ShownRows;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of the statistics in HAProxy's columns.
 *
 * @param kind what it describes
 * @param id HAProxy's number of the server; 0 for the others
 * @param values by column; one without a meaning here is missing
 */
public record HaproxyRow(Kind kind, int id, Map<String, String> values) {
  /** HAProxy's number of the one proxy that a process has, its column {@code iid}. */
  public static final int PROXY_ID = 1;

  private static final Map<String, String> SAME_EVERYWHERE =
      Map.of("pid", "1", "iid", Integer.toString(PROXY_ID), "mode", "tcp");

  /** What a row describes, with HAProxy's letter, word, bit and number of it. */
  public enum Kind {
    /** The side that clients connect to. */
    FRONTEND("Frontend", 1, 0),
    /** Both servers together. */
    BACKEND("Backend", 2, 1),
    /** One server. */
    SERVER("Server", 4, 2);

    private final String word;
    private final int bit;
    private final int type;

    Kind(String word, int bit, int type) {
      this.word = word;
      this.bit = bit;
      this.type = type;
    }

    /** {@return the word of HAProxy's JSON} */
    public String word() {
      return word;
    }

    /** {@return its bit in {@code show stat <id> <type> <sid>}} */
    public int bit() {
      return bit;
    }
  }

  /** Copies the map. */
  public HaproxyRow {
    values = Map.copyOf(values);
  }

  /** {@return the rows in HAProxy's order: FRONTEND, both servers, BACKEND} */
  public static List<HaproxyRow> of(StatusSnapshot status) {
    return List.of(
        new HaproxyRow(Kind.FRONTEND, 0, frontend(status)),
        server(status, Server.MASTER),
        server(status, Server.BACKUP),
        ofBackend(status));
  }

  /** {@return whether it is shown} */
  public boolean isShown(StatusSnapshot status, ShownRows shown) {
    return switch (kind) {
      case FRONTEND, BACKEND -> shown.shows(status, values.getOrDefault("svname", ""));
      case SERVER -> shown.shows(status, id == id(Server.MASTER) ? Server.MASTER : Server.BACKUP);
    };
  }

  /** {@return the value of a column; empty where it has no meaning} */
  public String value(String column) {
    return values.getOrDefault(column, "");
  }

  /** {@return the row of a server} */
  public static HaproxyRow of(StatusSnapshot status, Server server) {
    return server(status, server);
  }

  /** {@return the row of both servers together} */
  public static HaproxyRow ofBackend(StatusSnapshot status) {
    return new HaproxyRow(Kind.BACKEND, 0, backend(status));
  }

  /** {@return the same without a column} */
  public HaproxyRow without(String column) {
    Map<String, String> others = new LinkedHashMap<>(values);
    others.remove(column);
    return new HaproxyRow(kind, id, others);
  }

  /** {@return HAProxy's number of a server} */
  public static int id(Server server) {
    return server == Server.MASTER ? 1 : 2;
  }

  private static HaproxyRow server(StatusSnapshot status, Server server) {
    return new HaproxyRow(Kind.SERVER, id(server), values(status, server));
  }

  private static Map<String, String> frontend(StatusSnapshot status) {
    Map<String, String> row = row(status, "FRONTEND", Kind.FRONTEND, 0);
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

  private static Map<String, String> values(StatusSnapshot status, Server server) {
    ServerSnapshot snapshot = status.server(server);
    ServerCondition condition = ServerCondition.of(status, server);
    Map<String, String> row = row(status, server.displayName(), Kind.SERVER, id(server));
    traffic(row, snapshot.traffic());
    connections(row, snapshot.traffic());
    if (status.frontend().serverLimit() > 0) {
      put(row, "slim", status.frontend().serverLimit());
    }
    boolean second = standsBehind(status, server);
    put(row, "act", second ? 0 : 1);
    put(row, "bck", second ? 1 : 0);
    put(row, "weight", snapshot.admin().weight());
    put(row, "uweight", snapshot.admin().weight());
    row.put("status", condition.haproxyStatus());
    row.put("addr", snapshot.endpoint().toString());
    snapshot.check().ifPresent(check -> check(row, check));
    if (status.mode() instanceof Mode.RouteOnly) {
      snapshot
          .check()
          .filter(check -> !check.health().isSettled() && !isSet(condition))
          .ifPresent(check -> row.put("status", check.inWords()));
    }
    snapshot
        .check()
        .filter(check -> !check.enabled() && check.takesNewSessions() && !isSet(condition))
        .filter(check -> status.mode() instanceof Mode.RouteOnly)
        .ifPresent(check -> row.put("status", ServerCondition.UNCHECKED.haproxyStatus()));
    // Without commas: not every reader of this format handles quotes.
    snapshot
        .result()
        .map(ProbeResult::answer)
        .ifPresent(answer -> row.put("agent_desc", answer.inWords().replace(',', ';')));
    return row;
  }

  /** {@return whether an administrator has set it} */
  private static boolean isSet(ServerCondition condition) {
    return condition == ServerCondition.MAINTENANCE || condition == ServerCondition.DRAINED;
  }

  private static Map<String, String> backend(StatusSnapshot status) {
    Map<String, String> row = row(status, "BACKEND", Kind.BACKEND, 0);
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
    check.last().filter(result -> check.enabled()).ifPresent(result -> lastCheck(row, result));
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
      StatusSnapshot status, String name, Kind kind, int serverId) {
    Map<String, String> row = new LinkedHashMap<>(SAME_EVERYWHERE);
    row.put("pxname", status.frontend().name());
    row.put("svname", name);
    put(row, "type", kind.type);
    put(row, "sid", serverId);
    row.put("-", "-");
    return row;
  }

  private static void put(Map<String, String> row, String column, long value) {
    row.put(column, Long.toString(value));
  }
}
