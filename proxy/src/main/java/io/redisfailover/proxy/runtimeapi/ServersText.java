package io.redisfailover.proxy.runtimeapi;

import io.netty.util.NetUtil;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckStatus;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.routing.ServerAdmin;
import io.redisfailover.proxy.stats.export.HaproxyRow;
import io.redisfailover.proxy.stats.model.ServerCondition;
import io.redisfailover.proxy.stats.model.ServerSnapshot;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of {@code show servers state} and {@code show servers conn}. */
final class ServersText {
  private static final String STATE_HEAD =
      "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight"
          + " srv_iweight srv_time_since_last_change srv_check_status srv_check_result"
          + " srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id"
          + " srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr"
          + " srv_agent_addr srv_agent_port\n";
  private static final String CONN_HEAD =
      "# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb"
          + " safe_nb idle_lim idle_cur idle_per_thr[1]\n";
  private static final String NONE = "-";

  /** HAProxy's bits: 2 for a server that has a check, 4 while it runs. */
  private static final int CHECKED = 6;

  private static final int NOT_CHECKED = 2;

  private ServersText() {}

  /** {@return the state of both servers, format version 1} */
  static String state(StatusSnapshot status) {
    return rows(STATE_HEAD, status, ServersText::state);
  }

  /** {@return the connections of both servers; none is ever kept idle} */
  static String connections(StatusSnapshot status) {
    return rows(CONN_HEAD, status, ServersText::connections);
  }

  private interface Row {
    Stream<Object> of(StatusSnapshot status, Server server);
  }

  private static String rows(String head, StatusSnapshot status, Row row) {
    return Stream.of(Server.values())
        .map(server ->
            row.of(status, server).map(String::valueOf).collect(Collectors.joining(" ")) + "\n")
        .collect(Collectors.joining("", head, ""));
  }

  private static Stream<Object> state(StatusSnapshot status, Server server) {
    ServerSnapshot snapshot = status.server(server);
    Optional<CheckedServer> check = snapshot.check();
    Optional<CheckResult> last = check.flatMap(CheckedServer::last);
    String host = snapshot.endpoint().host();
    boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    return Stream.of(
        HaproxyRow.PROXY_ID,
        status.frontend().name(),
        HaproxyRow.id(server),
        server.displayName(),
        literal ? host : NONE,
        operational(ServerCondition.of(status, server)),
        administrative(snapshot.admin().state()),
        snapshot.admin().weight(),
        1,
        check.map(checked -> checked.sinceChange().toSeconds()).orElse(0L),
        last.map(result -> number(result.status())).orElse(0),
        last.map(ServersText::result).orElse(0),
        check.map(checked -> checked.health().counter()).orElse(0),
        check.filter(CheckedServer::enabled).isPresent() ? CHECKED : NOT_CHECKED,
        0,
        0,
        0,
        literal ? NONE : host,
        snapshot.endpoint().port(),
        NONE,
        0,
        0,
        NONE,
        NONE,
        0);
  }

  /** {@return 0 stopped, 2 running, 3 takes no new sessions} */
  private static int operational(ServerCondition condition) {
    return switch (condition) {
      case ACTIVE, STANDBY, GOING_DOWN, DRAINED -> 2;
      case NOT_ROUTED, NO_NEW_CLIENTS -> 3;
      case GOING_UP, MAINTENANCE, DOWN, UNCHECKED -> 0;
    };
  }

  /** {@return HAProxy's bits: 1 in maintenance, 8 drained} */
  private static int administrative(ServerAdmin.State state) {
    return switch (state) {
      case READY -> 0;
      case MAINT -> 1;
      case DRAIN -> 8;
    };
  }

  /** {@return 2 failed, 3 passed, 4 passed conditionally} */
  private static int result(CheckResult result) {
    if (!result.passed()) {
      return 2;
    }
    return result.status() == CheckStatus.L7OKC ? 4 : 3;
  }

  /** {@return the number that HAProxy stores for a status} */
  private static int number(CheckStatus status) {
    return switch (status) {
      case HANA -> 4;
      case SOCKERR -> 5;
      case L4OK -> 6;
      case L4TOUT -> 7;
      case L4CON -> 8;
      case L6OK -> 9;
      case L6TOUT -> 10;
      case L6RSP -> 11;
      case L7TOUT -> 12;
      case L7RSP -> 13;
      case L7OK -> 15;
      case L7OKC -> 16;
      case L7STS -> 17;
    };
  }

  private static Stream<Object> connections(StatusSnapshot status, Server server) {
    ServerSnapshot snapshot = status.server(server);
    Traffic.Sessions sessions = snapshot.traffic().sessions();
    return Stream.concat(
        Stream.of(
            status.frontend().name() + "/" + server.displayName(),
            HaproxyRow.PROXY_ID + "/" + HaproxyRow.id(server),
            snapshot.endpoint().host(),
            snapshot.endpoint().port(),
            NONE,
            0,
            sessions.current(),
            sessions.max(),
            sessions.max()),
        List.<Object>of(0, 0, 0, 0, 0).stream());
  }
}
