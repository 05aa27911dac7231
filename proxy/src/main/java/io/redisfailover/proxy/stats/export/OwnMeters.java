package io.redisfailover.proxy.stats.export;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The meters that HAProxy does not have. */
final class OwnMeters {
  static final List<Meter> ALL =
      List.of(
          Meter.gauge(
              "redisfailover_info",
              "",
              "Always 1; its labels name the program, its version and its mode.",
              MeterSources::info),
          Meter.gauge(
              "redisfailover_ready",
              "",
              "1 while clients should use this proxy.",
              status -> MeterSample.single(MeterSample.flag(status.ready()))),
          Meter.gauge(
              "redisfailover_buffer_bytes",
              "bytes",
              "Memory outside the heap that the buffers of all connections take.",
              status -> MeterSample.single((double) status.bufferBytes())),
          Meter.gauge(
              "redisfailover_problems",
              "problems",
              "Problems of this process that the page names: dead parts, limits that do not fit"
                  + " each other, and what its controller reports.",
              status -> MeterSample.single((double) status.supervision().problems().size())),
          Meter.counter(
              "redisfailover_restarted_parts_total",
              "restarts",
              "Restarts of parts of this process that made no progress.",
              status -> MeterSample.single((double) status.supervision().restarts())),
          Meter.counter(
              "redisfailover_defects_total",
              "defects",
              "Defects that parts of this process met and survived.",
              status -> MeterSample.single((double) status.supervision().defects())),
          Meter.gauge(
              "redisfailover_epoch",
              "",
              "The newest epoch that this proxy knows; it grows with every role change.",
              status -> MeterSample.optional(status.epoch().map(epoch -> (double) epoch.number()))),
          Meter.counter(
              "redisfailover_marker_writes_total",
              "writes",
              "Times that this proxy wrote the markers of the epoch: after a promotion, or because"
                  + " they were missing or not signed.",
              status -> MeterSample.single((double) status.markerWrites())),
          Meter.gauge(
              "redisfailover_server_active",
              "",
              "1 for the server to which clients are routed; 0 for both while they are held.",
              MeterSources::active),
          Meter.counter(
              "redisfailover_held_connections_total",
              "connections",
              "Connections held so far.",
              MeterSources.frontend(traffic -> traffic.holds().total())),
          Meter.counter(
              "redisfailover_held_connections_timed_out_total",
              "connections",
              "Held connections closed because the hold took too long.",
              MeterSources.frontend(traffic -> traffic.holds().timedOut())),
          Meter.counter(
              "redisfailover_connections_rejected_total",
              "connections",
              "Connections closed because a limit was reached.",
              MeterSources.frontend(traffic -> traffic.ends().rejected())),
          Meter.counter(
              "redisfailover_sessions_closed_by_role_change_total",
              "sessions",
              "Sessions closed because the active server changed.",
              MeterSources.frontend(traffic -> traffic.ends().closedByRoleChange())),
          Meter.counter(
              "redisfailover_access_log_dropped_total",
              "sessions",
              "Sessions without a line in the access log, which could not keep up.",
              MeterSources.frontend(traffic -> traffic.ends().unlogged())),
          Meter.gauge(
              "redisfailover_server_reachable",
              "",
              "1 while the newest probe of the server was answered.",
              MeterSources.results((status, result) -> MeterSample.flag(result.answered()))),
          Meter.gauge(
              "redisfailover_server_primary",
              "",
              "1 while the server reports that it is a primary.",
              MeterSources.states(state -> MeterSample.flag(state.isPrimary()))),
          Meter.gauge(
              "redisfailover_server_replication_link_up",
              "",
              "1 while the server replicates from the other one and the link is up.",
              MeterSources.states(state -> MeterSample.flag(state.isLinkedToPeer()))),
          Meter.gauge(
              "redisfailover_server_offset_bytes",
              "bytes",
              "Replication offset of the server.",
              MeterSources.states(state -> (double) state.offsetBytes())),
          Meter.gauge(
              "redisfailover_server_lag_bytes",
              "bytes",
              "Bytes that the server is behind the active one; absent when the two cannot be compared.",
              MeterSources::lag),
          Meter.gauge(
              "redisfailover_server_epoch",
              "",
              "The epoch in the server's data; 0 when there is none.",
              MeterSources.states(state -> (double) state.markerNumber())),
          Meter.gauge(
              "redisfailover_server_last_probe_age_seconds",
              "seconds",
              "Time since the outcome of the newest probe of the server.",
              MeterSources.results((status, result) ->
                  MeterSample.seconds(Duration.between(result.receivedAt(), status.at())))),
          Meter.gauge(
              "redisfailover_last_role_change_timestamp_seconds",
              "seconds",
              "When the last role change ended, in Unix time.",
              MeterSources.lastChange(change -> Optional.of(change.at().toEpochMilli() / 1000.0))),
          Meter.gauge(
              "redisfailover_last_role_change_detected_seconds",
              "seconds",
              "Time from the last answer of the old server to the decision, at the last role change.",
              MeterSources.lastChange(change -> change.detectedAfter().map(MeterSample::seconds))),
          Meter.gauge(
              "redisfailover_last_role_change_waited_seconds",
              "seconds",
              "Longest time that a client was held, at the last role change.",
              MeterSources.lastChange(
                  change -> change.clients().longestWait().map(MeterSample::seconds))));

  private OwnMeters() {}
}
