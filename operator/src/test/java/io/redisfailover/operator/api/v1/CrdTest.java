package io.redisfailover.operator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisfailover.operator.Crd;
import io.redisfailover.operator.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;

/** The definition that users install. */
class CrdTest {
  /** Beyond it {@code kubectl apply} cannot note what was applied. */
  private static final int LARGEST_ANNOTATION = 262_144;

  private static final Condition<Path> NO_LINK =
      new Condition<>(file -> !Files.isSymbolicLink(file), "no symbolic link");

  @Test
  void isWhatTheClassesSay() throws IOException {
    String expected = Crd.expected();
    for (Path file : List.of(Crd.FILE, Crd.OF_CHART)) {
      if ("write".equals(System.getProperty("crd.reference"))) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, expected);
      }
      assertThat(file).isRegularFile().content().isEqualTo(expected);
      assertThat(file).as("tools that pack the chart drop links").is(NO_LINK);
    }
  }

  @Test
  void fitsIntoAnAnnotationOfKubectlApply() {
    assertThat(Yaml.read(Yaml.file(Crd.FILE)).toString().length()).isLessThan(LARGEST_ANNOTATION);
  }

  @Test
  void isNamedAsTheDocumentationSays() {
    JsonNode names = Yaml.read(Yaml.file(Crd.FILE)).at("/spec/names");
    assertThat(names.get("kind").asText()).isEqualTo("RedisFailover");
    assertThat(names.get("plural").asText()).isEqualTo("redisfailovers");
    assertThat(names.get("shortNames")).map(JsonNode::asText).contains("rf", "redisfailover");
  }

  @Test
  void describesEveryField() {
    List<String> silent = new ArrayList<>();
    walk("", Crd.schema().at("/properties/spec"), silent, true);
    walk("", Crd.schema().at("/properties/status"), silent, true);
    assertThat(silent).isEmpty();
  }

  @Test
  void limitsEveryTextListAndMapThatARuleReads() {
    List<String> unlimited = new ArrayList<>();
    limits("spec", Crd.schema().at("/properties/spec"), unlimited);
    assertThat(unlimited).isEmpty();
  }

  @Test
  void saysInEveryRuleWhatMustBe() {
    List<JsonNode> rules = new ArrayList<>();
    rules(Crd.schema(), rules);
    assertThat(rules)
        .hasSizeGreaterThan(50)
        .allSatisfy(rule -> assertThat(rule.path("message").asText()).matches("(?s)must .*[^.]"));
  }

  @Test
  void leavesOutWhatDoesNotWorkYet() {
    JsonNode spec = Crd.schema().at("/properties/spec/properties");
    Set<String> later = Set.of("tls", "externalNodes", "bootstrapFrom");
    assertThat(later).noneMatch(spec::has);
    assertThat(spec.at("/redis/properties").has("exporter")).isFalse();
    assertThat(spec.at("/proxy/properties").has("readOnlyService")).isFalse();
    assertThat(spec.at("/proxy/properties").has("proxyProtocol")).isFalse();
    assertThat(spec.at("/failover/properties").has("keepDiscarded")).isFalse();
    assertThat(spec.at("/failover/properties/mode/enum")).hasSize(1);
  }

  private static void walk(String path, JsonNode schema, List<String> silent, boolean described) {
    if (described && schema.path("description").asText().length() < 5) {
      silent.add(path);
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      walk(path + "." + property.getKey(), property.getValue(), silent, true);
    }
    if (schema.has("items")) {
      walk(path + "[]", schema.get("items"), silent, false);
    }
  }

  private static void limits(String path, JsonNode schema, List<String> unlimited) {
    boolean map = schema.has("additionalProperties");
    boolean list = schema.has("items");
    boolean ruled = schema.has("x-kubernetes-validations");
    if ((map && !schema.has("maxProperties")) || (list && !schema.has("maxItems"))) {
      unlimited.add(path);
    }
    if (ruled && schema.path("type").asText().equals("string") && !schema.has("maxLength")) {
      unlimited.add(path);
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      limits(path + "." + property.getKey(), property.getValue(), unlimited);
    }
    if (list) {
      limits(path + "[]", schema.get("items"), unlimited);
    }
  }

  private static void rules(JsonNode node, List<JsonNode> rules) {
    node.path("x-kubernetes-validations").forEach(rules::add);
    node.forEach(child -> rules(child, rules));
  }
}
