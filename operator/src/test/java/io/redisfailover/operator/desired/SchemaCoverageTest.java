package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.operator.Crd;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of the schema works: an object changes with it, or a behaviour that is named here.
 */
class SchemaCoverageTest {
  /** Fields that no object shows, and who reads them. */
  private static final Map<String, String> BEHAVIOUR =
      Map.ofEntries(
          Map.entry("paused", "reconcile: the reconciler applies nothing and sends no command"),
          Map.entry(
              "failover.mode", "desired: Promote is the only one, and stands in the proxies' file"),
          Map.entry("failover.preferred", "reconcile: ControllerSettings of ControllerPolicy"),
          Map.entry(
              "failover.failback.policy", "reconcile: ControllerSettings of ControllerPolicy"),
          Map.entry("failover.failback.delay", "reconcile: ControllerSettings of ControllerPolicy"),
          Map.entry("auth.users.name", "liveconfig: DesiredUsers"),
          Map.entry("auth.users.secretName", "liveconfig: DesiredUsers"),
          Map.entry("auth.users.secretKey", "liveconfig: DesiredUsers"),
          Map.entry("auth.users.rules", "liveconfig: DesiredUsers"),
          Map.entry("auth.exporter.enabled", "liveconfig: DesiredUsers"));

  /** Another value, where taking the field away is not possible or changes nothing. */
  private static final Map<String, String> OTHER =
      Map.ofEntries(
          Map.entry("redis.imagePullSecrets.name", "other"),
          Map.entry("redis.storage.size", "30Gi"),
          Map.entry("auth.disabled", "true"),
          Map.entry("proxy.stats.enabled", "false"),
          Map.entry("proxy.stats.users.name", "otto"),
          Map.entry("proxy.stats.users.secretName", "other"),
          Map.entry("proxy.accessLog.syslog.address", "other:514"),
          Map.entry("networkPolicy.enabled", "false"),
          Map.entry("networkPolicy.allowedClients.ipBlock.cidr", "172.16.0.0/12"),
          Map.entry("networkPolicy.allowedClients.podSelector.matchExpressions.key", "other"),
          Map.entry("networkPolicy.allowedClients.podSelector.matchExpressions.operator", "NotIn"),
          Map.entry("disruptionBudget.enabled", "false"),
          Map.entry("proxy.service.nodePort", "30380"));

  /** The same type as one that the example shows. */
  private static final Set<String> LIKE_ANOTHER =
      Set.of(
          "networkPolicy.allowedClients.namespaceSelector.matchExpressions.key",
          "networkPolicy.allowedClients.namespaceSelector.matchExpressions.operator",
          "networkPolicy.allowedClients.namespaceSelector.matchExpressions.values",
          "master.podTemplate.metadata.labels",
          "master.podTemplate.metadata.annotations",
          "backup.podTemplate.metadata.labels",
          "backup.podTemplate.metadata.annotations",
          "proxy.podTemplate.metadata.labels",
          "proxy.podTemplate.metadata.annotations");

  static Stream<String> fields() {
    List<String> leaves = new ArrayList<>();
    leaves("", Crd.schema().at("/properties/spec"), leaves);
    return leaves.stream()
        .filter(field -> !BEHAVIOUR.containsKey(field) && !LIKE_ANOTHER.contains(field));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void changesAnObjectWithEachField(String field) {
    ObjectNode document = Yaml.read(Yaml.file(Samples.EXAMPLES.resolve("all-fields.yaml")));
    DesiredState before =
        DesiredState.of(Samples.resource(document), Inputs.FACTS, Inputs.counted());
    change(document.get("spec"), field.split("\\.", -1), 0, OTHER.get(field));
    DesiredState after =
        DesiredState.of(Samples.resource(document), Inputs.FACTS, Inputs.counted());
    assertThat(after).isInstanceOf(DesiredState.Objects.class).isNotEqualTo(before);
  }

  @Test
  void namesNoFieldThatIsNotInTheSchema() {
    List<String> leaves = new ArrayList<>();
    leaves("", Crd.schema().at("/properties/spec"), leaves);
    Set<String> named = new TreeSet<>(BEHAVIOUR.keySet());
    named.addAll(OTHER.keySet());
    named.addAll(LIKE_ANOTHER);
    assertThat(leaves).containsAll(named);
  }

  private static void leaves(String path, JsonNode schema, List<String> leaves) {
    JsonNode inner = schema.has("items") ? schema.get("items") : schema;
    if (!inner.has("properties")) {
      leaves.add(path);
      return;
    }
    for (Map.Entry<String, JsonNode> property : inner.get("properties").properties()) {
      String name = property.getKey();
      leaves(path.isEmpty() ? name : path + "." + name, property.getValue(), leaves);
    }
  }

  /** Takes a field away, or gives it another value; in the first entry of a list that has it. */
  private static void change(JsonNode at, String[] path, int depth, @Nullable String other) {
    JsonNode object = at;
    if (at.isArray()) {
      for (JsonNode entry : at) {
        if (entry.has(path[depth])) {
          object = entry;
          break;
        }
      }
    }
    assertThat(object.has(path[depth])).as("the example has %s", String.join(".", path)).isTrue();
    if (depth + 1 < path.length) {
      change(object.get(path[depth]), path, depth + 1, other);
    } else if (other == null) {
      ((ObjectNode) object).remove(path[depth]);
      withoutEmptyEntries(at);
    } else {
      ((ObjectNode) object).set(path[depth], Yaml.read("value: " + other).get("value"));
    }
  }

  /** An entry of which nothing is left says nothing. */
  private static void withoutEmptyEntries(JsonNode at) {
    for (int i = at.size() - 1; at instanceof ArrayNode list && i >= 0; i--) {
      if (list.get(i).isEmpty()) {
        list.remove(i);
      }
    }
  }
}
