package io.redisfailover.proxy.stats.export;

import io.redisfailover.proxy.stats.model.ShownRows;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
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

  private HaproxyCsv() {}

  /** {@return header and rows: FRONTEND, both servers, BACKEND} */
  public static String render(StatusSnapshot status) {
    return render(status, ShownRows.ALL);
  }

  /** {@return header and those of the rows that are shown} */
  public static String render(StatusSnapshot status, ShownRows shown) {
    return render(
        HaproxyRow.of(status).stream().filter(row -> row.isShown(status, shown)).toList());
  }

  /** {@return header and these rows} */
  public static String render(List<HaproxyRow> rows) {
    String header = "# " + String.join(",", COLUMNS) + ",\n";
    return header
        + rows.stream().map(HaproxyRow::values).map(HaproxyCsv::line).collect(Collectors.joining());
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
