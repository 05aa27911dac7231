package io.redisfailover.proxy.stats.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.controlapi.EpochJson;
import io.redisfailover.controlapi.RoleChangeJson;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.stats.model.FrontendStatus;
import io.redisfailover.proxy.stats.model.PinnedSessions;
import io.redisfailover.proxy.stats.model.ReplicationLag;
import io.redisfailover.proxy.stats.model.ServerCondition;
import io.redisfailover.proxy.stats.model.ServerSnapshot;
import io.redisfailover.proxy.stats.model.ShownRows;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Renders the statistics as JSON. What is not known is left out. */
public final class StatusJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatusJson() {}

  /** {@return the whole status as one JSON object, with a line end} */
  public static String render(StatusSnapshot status) {
    return render(status, ShownRows.ALL, Optional.empty());
  }

  /**
   * {@return the status as one JSON object, with a line end}
   *
   * @param shown which servers are in it
   * @param pinned where sessions are pinned; absent when that was not asked for
   */
  public static String render(
      StatusSnapshot status, ShownRows shown, Optional<PinnedSessions> pinned) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("name", status.proxyName()).put("version", status.version());
    root.put("uptimeSeconds", status.uptime().toSeconds());
    root.put("mode", status.mode().displayName());
    status.epoch().map(EpochJson::write).ifPresent(epoch -> root.set("epoch", epoch));
    status.routing().ifPresent(server -> root.put("routing", server.displayName()));
    root.put("ready", status.ready()).put("message", status.message());
    root.put("standbyReady", status.standbyObstacle().isEmpty());
    status.standbyObstacle().ifPresent(obstacle -> root.put("standbyMessage", obstacle));
    ArrayNode problems = root.putArray("problems");
    status.supervision().problems().forEach(problems::add);
    root.put("restartedParts", status.supervision().restarts());
    root.put("defects", status.supervision().defects());
    root.put("markerWrites", status.markerWrites());
    frontend(root.putObject("frontend"), status.frontend());
    ArrayNode servers = root.putArray("servers");
    for (Server server : Server.values()) {
      if (shown.shows(status, server)) {
        server(servers.addObject(), status, server);
      }
    }
    pinned.ifPresent(sessions -> pinned(root.putArray("pinnedSessions"), sessions));
    ArrayNode roleChanges = root.putArray("roleChanges");
    status.roleChanges().stream().map(RoleChangeJson::write).forEach(roleChanges::add);
    return text(root);
  }

  private static void pinned(ArrayNode json, PinnedSessions pinned) {
    for (PinnedSessions.Group group : pinned.groups()) {
      ObjectNode row = json.addObject();
      group.server().ifPresent(server -> row.put("server", server.displayName()));
      row.put("phase", group.phase().name().toLowerCase(Locale.ROOT));
      row.put("sessions", group.sessions()).put("overOneMinute", group.minutes());
      row.put("overOneHour", group.hours()).put("oldestSeconds", group.oldest().toSeconds());
    }
  }

  private static void frontend(ObjectNode json, FrontendStatus frontend) {
    json.put("name", frontend.name()).put("address", frontend.address());
    json.put("sessionLimit", frontend.sessionLimit()).put("holdLimit", frontend.holdLimit());
    json.put("serverConnectionLimit", frontend.serverLimit());
    traffic(json, frontend.traffic());
    json.put("held", frontend.traffic().holds().current())
        .put("heldMax", frontend.traffic().holds().max());
    json.put("heldTotal", frontend.traffic().holds().total());
    json.put("heldTimedOut", frontend.traffic().holds().timedOut());
    json.put("rejected", frontend.traffic().ends().rejected());
  }

  private static void server(ObjectNode json, StatusSnapshot status, Server server) {
    ServerSnapshot snapshot = status.server(server);
    json.put("name", server.displayName()).put("address", snapshot.endpoint().toString());
    json.put("condition", ServerCondition.of(status, server).words());
    snapshot.result().ifPresent(result -> json.put("role", result.answer().inWords()));
    snapshot.result().flatMap(ProbeResult::state).ifPresent(state -> state(json, state));
    OptionalLong lag = ReplicationLag.lagBytes(status, server);
    if (lag.isPresent()) {
      json.put("lagBytes", lag.getAsLong());
    }
    snapshot.check().ifPresent(check -> check(json.putObject("check"), check));
    traffic(json, snapshot.traffic());
  }

  private static void state(ObjectNode json, ServerState state) {
    json.put("primary", state.isPrimary()).put("replicationId", state.replicationId());
    json.put("offsetBytes", state.offsetBytes());
    state.marker().ifPresent(marker -> json.put("epoch", marker.number()));
  }

  private static void check(ObjectNode json, CheckedServer check) {
    json.put("health", check.inWords());
    json.put("failed", check.failedChecks()).put("timesDown", check.timesDown());
    json.put("sinceChangeSeconds", check.sinceChange().toSeconds());
    json.put("downtimeSeconds", check.downtime().toSeconds());
    check.last().ifPresent(result -> lastCheck(json, result));
  }

  private static void lastCheck(ObjectNode json, CheckResult result) {
    json.put("status", result.status().name()).put("detail", result.detail());
    if (result.status().hasCode()) {
      json.put("code", result.code());
    }
    json.put("durationMillis", result.duration().toMillis());
  }

  private static void traffic(ObjectNode json, Traffic traffic) {
    json.put("sessions", traffic.sessions().current()).put("sessionsMax", traffic.sessions().max());
    json.put("sessionsTotal", traffic.sessions().total());
    json.put("rate", traffic.rate().current()).put("rateMax", traffic.rate().max());
    json.put("bytesIn", traffic.volume().bytesIn()).put("bytesOut", traffic.volume().bytesOut());
    json.put("connectionAttempts", traffic.dials().attempts());
    json.put("connectionErrors", traffic.dials().failures());
    json.put("retries", traffic.dials().retries())
        .put("redispatches", traffic.dials().redispatches());
    json.put("clientAborts", traffic.ends().clientAborts())
        .put("serverAborts", traffic.ends().serverAborts());
    json.put("closedByRoleChange", traffic.ends().closedByRoleChange());
  }

  private static String text(ObjectNode root) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
