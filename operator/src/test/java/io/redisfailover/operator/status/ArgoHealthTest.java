package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.Yaml;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.status.StatusInput.Obstacle;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** The script that Argo CD judges a resource by, run as Argo CD runs it. */
class ArgoHealthTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ControllerStatus RUNNING = Given.running().controller().orElseThrow();

  @Test
  void isHealthyWhileThePairRuns() {
    assertThat(health(Given.running())).isEqualTo("Healthy: The sentence.");
  }

  @Test
  void isProgressingUntilTheOperatorHasSeenTheResource() {
    RedisFailover fresh = Samples.withSpec("{}");
    assertThat(health(fresh)).isEqualTo("Progressing: Waiting for the operator.");
    RedisFailover changed = complete(Given.running());
    changed.getMetadata().setGeneration(2L);
    assertThat(health(changed)).isEqualTo("Progressing: Waiting for the operator.");
  }

  @Test
  void isProgressingWhileItStartsAndWhileSomethingMoves() {
    assertThat(health(Given.input(Samples.withSpec("{}"), Optional.empty())))
        .isEqualTo("Progressing: Waiting for both Redis servers to answer.");
    ControllerStatus pending =
        Given.controller(
            Phase.PENDING, false, new ProbeAnswer.Refused(), new ProbeAnswer.Refused());
    assertThat(health(Given.with(pending))).isEqualTo("Progressing: The sentence.");
    StatusInput rolling =
        Given.withWork(Given.running(), Optional.empty(), Optional.of("Backup restarts."));
    assertThat(health(rolling)).isEqualTo("Progressing: Backup restarts.");
  }

  @Test
  void isDegradedWhileTheSpecIsNotInEffect() {
    StatusInput refused =
        Given.withWork(
            Given.running(),
            Optional.of(new Obstacle(ConditionReason.INVALID_SPEC, "Write something else.")),
            Optional.of("Backup restarts."));
    assertThat(health(refused)).isEqualTo("Degraded: Write something else.");
  }

  @Test
  void isDegradedWhileAPersonMustDecideOrTheStandbyIsAway() {
    assertThat(health(Given.with(Given.withQuestion(RUNNING, "Both accepted writes."))))
        .isEqualTo("Degraded: Both accepted writes.");
    ControllerStatus away =
        Given.controller(Phase.DEGRADED, false, Given.active(), new ProbeAnswer.Refused());
    assertThat(health(Given.with(away))).startsWith("Degraded: Backup cannot take over");
  }

  @Test
  void isDegradedWithoutAWayToTheActiveServer() {
    assertThat(health(Given.withProxies(Given.running(), 0)))
        .startsWith("Degraded: No proxy is ready");
  }

  @Test
  void isSuspendedWhileItIsPaused() {
    assertThat(health(Given.input(Samples.withSpec("paused: true"), Optional.of(RUNNING))))
        .startsWith("Suspended: Paused by spec.paused");
  }

  private static String health(StatusInput input) {
    return health(complete(input));
  }

  private static RedisFailover complete(StatusInput input) {
    RedisFailover resource = input.resource();
    resource.setStatus(StatusBuilder.of(input, Given.CLIENTS));
    return resource;
  }

  private static String health(RedisFailover resource) {
    Globals globals = JsePlatform.standardGlobals();
    globals.set("obj", lua(JSON.valueToTree(resource)));
    LuaValue result =
        globals.load(Yaml.file(Path.of("..", "docs", "argocd-health.lua")), "health").call();
    return result.get("status") + ": " + result.get("message");
  }

  private static LuaValue lua(JsonNode node) {
    if (node.isNumber()) {
      return LuaValue.valueOf(node.asDouble());
    }
    if (node.isBoolean()) {
      return LuaValue.valueOf(node.asBoolean());
    }
    if (!node.isContainerNode()) {
      return node.isNull() ? LuaValue.NIL : LuaValue.valueOf(node.asText());
    }
    LuaTable table = new LuaTable();
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      table.set(i + 1, lua(node.get(i)));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      table.set(field.getKey(), lua(field.getValue()));
    }
    return table;
  }
}
