package io.redisfailover.proxy.stats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The meters that HAProxy has not. */
final class OwnMeters {
  static final List<Meter> ALL =
      List.of(
          Meter.gauge(
              "redisfailover_info",
              "",
              "Always 1; its labels say which program this is and how it decides.",
              MeterSources::info),
          Meter.gauge(
              "redisfailover_ready",
              "",
              "1 while clients should be sent to this proxy.",
              status -> Sample.single(Sample.flag(status.ready()))),
          Meter.gauge(
              "redisfailover_buffer_bytes",
              "bytes",
              "Memory outside the heap that the buffers of all connections take.",
              status -> Sample.single((double) status.bufferBytes())),
          Meter.gauge(
              "redisfailover_line_number",
              "",
              "The epoch that this proxy serves; every failover raises it.",
              status -> Sample.optional(status.line().map(line -> (double) line.number()))),
          Meter.gauge(
              "redisfailover_server_active",
              "",
              "1 for the server that new connections go to; 0 for both while they are held.",
              MeterSources::active),
          Meter.counter(
              "redisfailover_held_connections_total",
              "connections",
              "Connections that ever waited for the route.",
              MeterSources.frontend(Traffic::heldTotal)),
          Meter.counter(
              "redisfailover_held_connections_timed_out_total",
              "connections",
              "Held connections closed because they had waited too long.",
              MeterSources.frontend(Traffic::heldTimedOut)),
          Meter.counter(
              "redisfailover_connections_refused_by_limit_total",
              "connections",
              "Connections refused because a limit was reached.",
              MeterSources.frontend(Traffic::refusedByLimit)),
          Meter.counter(
              "redisfailover_sessions_closed_by_switch_total",
              "sessions",
              "Sessions closed because the active server changed.",
              MeterSources.frontend(Traffic::closedBySwitch)),
          Meter.gauge(
              "redisfailover_server_answers",
              "",
              "1 while the newest probe of the server was answered.",
              MeterSources.views((status, view) -> Sample.flag(view.answered()))),
          Meter.gauge(
              "redisfailover_server_master",
              "",
              "1 while the server calls itself a master.",
              MeterSources.states(state -> Sample.flag(state.isMaster()))),
          Meter.gauge(
              "redisfailover_server_link_up",
              "",
              "1 while the server replicates from the other one.",
              MeterSources.states(state -> Sample.flag(state.isLinkedToPeer()))),
          Meter.gauge(
              "redisfailover_server_offset_bytes",
              "bytes",
              "End of the server's history.",
              MeterSources.states(state -> (double) state.offsetBytes())),
          Meter.gauge(
              "redisfailover_server_lag_bytes",
              "bytes",
              "How far the server is behind the one of the line; absent when the two cannot be compared.",
              MeterSources::lag),
          Meter.gauge(
              "redisfailover_server_marker_number",
              "",
              "The epoch that the server's data carry; 0 when they carry none.",
              MeterSources.states(state -> (double) state.markerNumber())),
          Meter.gauge(
              "redisfailover_server_heard_seconds",
              "seconds",
              "Since the outcome of the newest probe of the server.",
              MeterSources.views((status, view) ->
                  Sample.seconds(Duration.between(view.receivedAt(), status.at())))),
          Meter.gauge(
              "redisfailover_last_change_timestamp_seconds",
              "seconds",
              "When the active server last changed, in Unix time.",
              MeterSources.lastChange(change -> Optional.of(change.at().toEpochMilli() / 1000.0))),
          Meter.gauge(
              "redisfailover_last_change_detected_seconds",
              "seconds",
              "From the last sign of life of the old server to the decision, at the last change.",
              MeterSources.lastChange(change -> change.detectedAfter().map(Sample::seconds))),
          Meter.gauge(
              "redisfailover_last_change_waited_seconds",
              "seconds",
              "Longest time that a client was held, at the last change.",
              MeterSources.lastChange(
                  change -> change.clients().longestWait().map(Sample::seconds))));

  private OwnMeters() {}
}
