package io.redisfailover.proxy.stats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import java.util.OptionalLong;

/** The statistics as JSON. What is not known is left out. */
final class StatusJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatusJson() {}

  static String render(StatusSnapshot status) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("name", status.proxyName()).put("version", status.version());
    root.put("uptimeSeconds", status.uptime().toSeconds());
    root.put("mode", status.mode().displayName());
    status
        .line()
        .ifPresent(line ->
            root.putObject("line")
                .put("number", line.number())
                .put("node", line.node().displayName())
                .put("replicationId", line.replicationId()));
    status.routing().ifPresent(node -> root.put("routing", node.displayName()));
    root.put("ready", status.ready()).put("why", status.why());
    root.put("standbyReady", status.standbyObstacle().isEmpty());
    status.standbyObstacle().ifPresent(why -> root.put("standbyWhy", why));
    frontend(root.putObject("frontend"), status.frontend());
    ArrayNode servers = root.putArray("servers");
    for (Node node : Node.values()) {
      server(servers.addObject(), status, node);
    }
    ArrayNode failovers = root.putArray("failovers");
    status.failovers().forEach(failover -> FailoverJson.write(failovers.addObject(), failover));
    return text(root);
  }

  private static void frontend(ObjectNode json, FrontendStatus frontend) {
    json.put("name", frontend.name()).put("address", frontend.address());
    json.put("sessionLimit", frontend.sessionLimit()).put("holdLimit", frontend.holdLimit());
    traffic(json, frontend.traffic());
    json.put("held", frontend.traffic().held()).put("heldMax", frontend.traffic().heldMax());
    json.put("heldTotal", frontend.traffic().heldTotal());
    json.put("heldTimedOut", frontend.traffic().heldTimedOut());
    json.put("refusedByLimit", frontend.traffic().refusedByLimit());
  }

  private static void server(ObjectNode json, StatusSnapshot status, Node node) {
    ServerStatus server = status.server(node);
    json.put("name", node.displayName()).put("address", server.endpoint().toString());
    json.put("condition", ServerCondition.of(status, node).words());
    server.view().ifPresent(view -> json.put("role", view.answer().inWords()));
    server.view().flatMap(View::state).ifPresent(state -> state(json, state));
    OptionalLong lag = Replication.lagBytes(status, node);
    if (lag.isPresent()) {
      json.put("lagBytes", lag.getAsLong());
    }
    server.check().ifPresent(check -> check(json.putObject("check"), check));
    traffic(json, server.traffic());
  }

  private static void state(ObjectNode json, ServerState state) {
    json.put("master", state.isMaster()).put("replicationId", state.replicationId());
    json.put("offsetBytes", state.offsetBytes());
    state.marker().ifPresent(marker -> json.put("markerNumber", marker.number()));
  }

  private static void check(ObjectNode json, CheckedServer check) {
    json.put("health", check.health().inWords());
    json.put("failed", check.failedChecks()).put("timesDown", check.timesDown());
    json.put("sinceChangeSeconds", check.sinceChange().toSeconds());
    json.put("downtimeSeconds", check.downtime().toSeconds());
    check.last().ifPresent(result -> lastCheck(json, result));
  }

  private static void lastCheck(ObjectNode json, CheckResult result) {
    json.put("status", result.status().name()).put("detail", result.detail());
    json.put("durationMillis", result.duration().toMillis());
  }

  private static void traffic(ObjectNode json, Traffic traffic) {
    json.put("sessions", traffic.sessions()).put("sessionsMax", traffic.sessionsMax());
    json.put("sessionsTotal", traffic.sessionsTotal());
    json.put("rate", traffic.rate()).put("rateMax", traffic.rateMax());
    json.put("bytesIn", traffic.bytesIn()).put("bytesOut", traffic.bytesOut());
    json.put("connectionAttempts", traffic.connectionAttempts());
    json.put("connectionErrors", traffic.connectionErrors());
    json.put("retries", traffic.retries()).put("redispatches", traffic.redispatches());
    json.put("clientAborts", traffic.clientAborts()).put("serverAborts", traffic.serverAborts());
    json.put("closedBySwitch", traffic.closedBySwitch());
  }

  private static String text(ObjectNode root) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
