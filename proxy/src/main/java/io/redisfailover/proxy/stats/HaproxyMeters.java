package io.redisfailover.proxy.stats;

import java.util.List;

/**
 * The meters that mean what one of HAProxy means and have its name, so that its dashboards and
 * alerts go on working.
 */
final class HaproxyMeters {
  static final List<Meter> ALL =
      List.of(
          Meter.gauge(
              "haproxy_frontend_current_sessions",
              "sessions",
              "Client sessions now.",
              MeterSources.frontend(Traffic::sessions)),
          Meter.gauge(
              "haproxy_frontend_max_sessions",
              "sessions",
              "Most client sessions at once.",
              MeterSources.frontend(Traffic::sessionsMax)),
          Meter.counter(
              "haproxy_frontend_sessions_total",
              "sessions",
              "Client sessions so far.",
              MeterSources.frontend(Traffic::sessionsTotal)),
          Meter.gauge(
              "haproxy_frontend_current_session_rate",
              "sessions",
              "Client sessions begun in the last second.",
              MeterSources.frontend(Traffic::rate)),
          Meter.gauge(
              "haproxy_frontend_max_session_rate",
              "sessions",
              "Most client sessions begun in one second.",
              MeterSources.frontend(Traffic::rateMax)),
          Meter.counter(
              "haproxy_frontend_bytes_in_total",
              "bytes",
              "Bytes from clients.",
              MeterSources.frontend(Traffic::bytesIn)),
          Meter.counter(
              "haproxy_frontend_bytes_out_total",
              "bytes",
              "Bytes to clients.",
              MeterSources.frontend(Traffic::bytesOut)),
          Meter.gauge(
              "haproxy_backend_current_queue",
              "connections",
              "Connections that wait for the route now.",
              MeterSources.frontend(Traffic::held)),
          Meter.gauge(
              "haproxy_backend_max_queue",
              "connections",
              "Most waiting connections at once.",
              MeterSources.frontend(Traffic::heldMax)),
          Meter.gauge(
              "haproxy_frontend_limit_sessions",
              "sessions",
              "Most client sessions allowed at once.",
              status -> Sample.ofProxy(status, status.frontend().sessionLimit())),
          Meter.gauge(
              "haproxy_server_current_sessions",
              "sessions",
              "Sessions on the server now.",
              MeterSources.servers(Traffic::sessions)),
          Meter.gauge(
              "haproxy_server_max_sessions",
              "sessions",
              "Most sessions on the server at once.",
              MeterSources.servers(Traffic::sessionsMax)),
          Meter.counter(
              "haproxy_server_sessions_total",
              "sessions",
              "Sessions on the server so far.",
              MeterSources.servers(Traffic::sessionsTotal)),
          Meter.counter(
              "haproxy_server_bytes_in_total",
              "bytes",
              "Bytes to the server.",
              MeterSources.servers(Traffic::bytesIn)),
          Meter.counter(
              "haproxy_server_bytes_out_total",
              "bytes",
              "Bytes from the server.",
              MeterSources.servers(Traffic::bytesOut)),
          Meter.counter(
              "haproxy_server_connection_attempts_total",
              "connections",
              "Dials to the server.",
              MeterSources.servers(Traffic::connectionAttempts)),
          Meter.counter(
              "haproxy_server_connection_errors_total",
              "connections",
              "Dials that failed.",
              MeterSources.servers(Traffic::connectionErrors)),
          Meter.counter(
              "haproxy_server_retry_warnings_total",
              "connections",
              "Failed dials that were tried again.",
              MeterSources.servers(Traffic::retries)),
          Meter.counter(
              "haproxy_server_redispatch_warnings_total",
              "connections",
              "Failed dials that were tried again on the other server.",
              MeterSources.servers(Traffic::redispatches)),
          Meter.counter(
              "haproxy_server_client_aborts_total",
              "sessions",
              "Transfers that the client reset.",
              MeterSources.servers(Traffic::clientAborts)),
          Meter.counter(
              "haproxy_server_server_aborts_total",
              "sessions",
              "Transfers that the server reset.",
              MeterSources.servers(Traffic::serverAborts)),
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
              MeterSources.checks(check -> Sample.seconds(check.sinceChange()))),
          Meter.counter(
              "haproxy_server_downtime_seconds_total",
              "seconds",
              "Time spent down by the check script.",
              MeterSources.checks(check -> Sample.seconds(check.downtime()))),
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
              status -> Sample.single(Sample.seconds(status.uptime()))));

  private HaproxyMeters() {}
}
