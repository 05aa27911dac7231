package io.redisfailover.proxy.stats.export;

import java.util.List;

/**
 * The meters with a name and a meaning of HAProxy, so that its dashboards and alerts keep working.
 */
final class HaproxyMeters {
  static final List<Meter> ALL =
      List.of(
          Meter.gauge(
              "haproxy_frontend_current_sessions",
              "sessions",
              "Client sessions now.",
              MeterSources.frontend(traffic -> traffic.sessions().current())),
          Meter.gauge(
              "haproxy_frontend_max_sessions",
              "sessions",
              "Most client sessions at once.",
              MeterSources.frontend(traffic -> traffic.sessions().max())),
          Meter.counter(
              "haproxy_frontend_sessions_total",
              "sessions",
              "Client sessions so far.",
              MeterSources.frontend(traffic -> traffic.sessions().total())),
          Meter.gauge(
              "haproxy_frontend_current_session_rate",
              "sessions",
              "Client sessions begun in the last second.",
              MeterSources.frontend(traffic -> traffic.rate().current())),
          Meter.gauge(
              "haproxy_frontend_max_session_rate",
              "sessions",
              "Most client sessions begun in one second.",
              MeterSources.frontend(traffic -> traffic.rate().max())),
          Meter.counter(
              "haproxy_frontend_bytes_in_total",
              "bytes",
              "Bytes from clients.",
              MeterSources.frontend(traffic -> traffic.volume().bytesIn())),
          Meter.counter(
              "haproxy_frontend_bytes_out_total",
              "bytes",
              "Bytes to clients.",
              MeterSources.frontend(traffic -> traffic.volume().bytesOut())),
          Meter.gauge(
              "haproxy_backend_current_queue",
              "connections",
              "Connections that wait now: for the route, or for a free connection of the server.",
              MeterSources.frontend(traffic -> traffic.holds().current())),
          Meter.gauge(
              "haproxy_backend_max_queue",
              "connections",
              "Most waiting connections at once.",
              MeterSources.frontend(traffic -> traffic.holds().max())),
          Meter.gauge(
              "haproxy_frontend_limit_sessions",
              "sessions",
              "Most client sessions allowed at once.",
              status -> MeterSample.ofProxy(status, status.frontend().sessionLimit())),
          Meter.gauge(
              "haproxy_server_current_sessions",
              "sessions",
              "Sessions on the server now.",
              MeterSources.servers(traffic -> traffic.sessions().current())),
          Meter.gauge(
              "haproxy_server_max_sessions",
              "sessions",
              "Most sessions on the server at once.",
              MeterSources.servers(traffic -> traffic.sessions().max())),
          Meter.counter(
              "haproxy_server_sessions_total",
              "sessions",
              "Sessions on the server so far.",
              MeterSources.servers(traffic -> traffic.sessions().total())),
          Meter.counter(
              "haproxy_server_bytes_in_total",
              "bytes",
              "Bytes to the server.",
              MeterSources.servers(traffic -> traffic.volume().bytesIn())),
          Meter.counter(
              "haproxy_server_bytes_out_total",
              "bytes",
              "Bytes from the server.",
              MeterSources.servers(traffic -> traffic.volume().bytesOut())),
          Meter.counter(
              "haproxy_server_connection_attempts_total",
              "connections",
              "Dials to the server.",
              MeterSources.servers(traffic -> traffic.dials().attempts())),
          Meter.counter(
              "haproxy_server_connection_errors_total",
              "connections",
              "Dials that failed.",
              MeterSources.servers(traffic -> traffic.dials().failures())),
          Meter.counter(
              "haproxy_server_retry_warnings_total",
              "connections",
              "Failed dials that were tried again.",
              MeterSources.servers(traffic -> traffic.dials().retries())),
          Meter.counter(
              "haproxy_server_redispatch_warnings_total",
              "connections",
              "Failed dials that were tried again on the other server.",
              MeterSources.servers(traffic -> traffic.dials().redispatches())),
          Meter.counter(
              "haproxy_server_client_aborts_total",
              "sessions",
              "Transfers that the client reset.",
              MeterSources.servers(traffic -> traffic.ends().clientAborts())),
          Meter.counter(
              "haproxy_server_server_aborts_total",
              "sessions",
              "Transfers that the server reset.",
              MeterSources.servers(traffic -> traffic.ends().serverAborts())),
          Meter.gauge(
              "haproxy_server_status",
              "",
              "1 for the status that the server is in, 0 for the others.",
              MeterSources::serverStatus),
          Meter.counter(
              "haproxy_server_check_failures_total",
              "checks",
              "Checks that failed while the server was up.",
              MeterSources.checks(check -> (double) check.failedChecks())),
          Meter.counter(
              "haproxy_server_check_up_down_total",
              "changes",
              "Changes from up to down by the check script.",
              MeterSources.checks(check -> (double) check.timesDown())),
          Meter.gauge(
              "haproxy_server_check_last_change_seconds",
              "seconds",
              "Since the last change between up and down by the check script.",
              MeterSources.checks(check -> MeterSample.seconds(check.sinceChange()))),
          Meter.counter(
              "haproxy_server_downtime_seconds_total",
              "seconds",
              "Time spent down by the check script.",
              MeterSources.checks(check -> MeterSample.seconds(check.downtime()))),
          Meter.gauge(
              "haproxy_server_check_duration_seconds",
              "seconds",
              "How long the last check took.",
              MeterSources::checkDuration),
          Meter.gauge(
              "haproxy_server_check_status",
              "",
              "1 for the verdict of the last check, 0 for the others.",
              MeterSources::checkStatus),
          Meter.gauge(
              "haproxy_process_uptime_seconds",
              "seconds",
              "Since the start of the process.",
              status -> MeterSample.single(MeterSample.seconds(status.uptime()))));

  private HaproxyMeters() {}
}
