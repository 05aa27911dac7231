package io.redisfailover.proxy.stats.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
  @Test
  void namesWhatOtherProgramsRead() throws JsonProcessingException {
    JsonNode json = json(SampleStatuses.normal());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "version",
            "uptimeSeconds",
            "mode",
            "epoch",
            "routing",
            "ready",
            "message",
            "standbyReady",
            "problems",
            "restartedParts",
            "defects",
            "markerWrites",
            "frontend",
            "servers",
            "roleChanges");
    assertThat(json.path("epoch").path("number").asLong()).isEqualTo(7);
    assertThat(json.path("epoch").path("server").asText()).isEqualTo("Master");
    assertThat(json.path("message").asText())
        .isEqualTo("Master answers as the primary of epoch 7.");
    assertThat(json.path("frontend").fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "address",
            "sessionLimit",
            "holdLimit",
            "serverConnectionLimit",
            "sessions",
            "sessionsMax",
            "sessionsTotal",
            "rate",
            "rateMax",
            "bytesIn",
            "bytesOut",
            "connectionAttempts",
            "connectionErrors",
            "retries",
            "redispatches",
            "clientAborts",
            "serverAborts",
            "closedByRoleChange",
            "held",
            "heldMax",
            "heldTotal",
            "heldTimedOut",
            "rejected");
    assertThat(json.path("servers").path(1).fieldNames())
        .toIterable()
        .startsWith(
            "name",
            "address",
            "condition",
            "role",
            "primary",
            "replicationId",
            "offsetBytes",
            "epoch",
            "lagBytes",
            "check");
  }

  @Test
  void leavesOutWhatIsNotKnown() throws JsonProcessingException {
    JsonNode json = json(SampleStatuses.starting());
    assertThat(json.has("epoch")).isFalse();
    assertThat(json.has("routing")).isFalse();
    assertThat(json.path("standbyMessage").asText()).isEqualTo("The proxy is starting.");
    assertThat(json.path("servers").path(0).fieldNames())
        .toIterable()
        .doesNotContain("role", "primary", "epoch", "lagBytes", "check");
  }

  private static JsonNode json(StatusSnapshot status) throws JsonProcessingException {
    return new ObjectMapper().readTree(StatusJson.render(status));
  }
}
