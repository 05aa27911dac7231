package io.redisfailover.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as people write them, and as a chart around this one hands them on. */
class ChartValuesTest {
  private static final String PODS = "/spec/template/spec";
  private static final List<String> POD_LABELS =
      List.of(
          "/spec/template/metadata/labels/app.kubernetes.io~1name",
          "/spec/template/metadata/labels/app.kubernetes.io~1instance");

  private static Helm helm;

  @BeforeAll
  static void find() {
    helm = Helm.required();
  }

  @Test
  void takeTheRegistryAndThePullSecretsOfAChartAroundIt() {
    List<JsonNode> objects =
        helm.objects(
            "global={\"imageRegistry\":\"g.example/\",\"imagePullSecrets\":[\"one\",{\"name\":\"two\"}]}",
            "registry=\"r.example\"",
            "imagePullSecrets=[{\"name\":\"two\"},\"three\"]");
    JsonNode pod = deployment(objects).at(PODS);
    assertThat(pod.at("/containers/0/image").asText())
        .isEqualTo("g.example/redis-failover-operator:0.1.0-SNAPSHOT");
    assertThat(pod.at("/containers/0/env"))
        .anySatisfy(variable -> {
          assertThat(variable.path("name").asText()).isEqualTo("IMAGE_REGISTRY");
          assertThat(variable.path("value").asText()).isEqualTo("g.example");
        });
    assertThat(pod.at("/imagePullSecrets").findValuesAsText("name"))
        .containsExactly("one", "two", "three");
  }

  @Test
  void makeNothingWhereTheChartIsSwitchedOff() {
    assertThat(helm.objects("enabled=false")).isEmpty();
    assertThat(helm.objects("enabled=true")).isNotEmpty();
  }

  /** {@code helm upgrade --reuse-values} knows no value that is new. */
  @Test
  void makeEverythingWhereNothingIsSaidOfIt() {
    assertThat(helm.objects("enabled=null")).hasSameSizeAs(helm.objects());
  }

  /** It hands the chart the values of the release before, and no default of this one. */
  @Test
  void mayBeThoseOfAnOlderBuildAlone(@TempDir Path folder) throws IOException {
    copy(Helm.CHART, folder);
    try (InputStream older =
        Objects.requireNonNull(getClass().getResourceAsStream("older-values.yaml"))) {
      Files.write(folder.resolve("values.yaml"), older.readAllBytes());
    }
    assertThat(helm.objects(folder)).hasSameSizeAs(helm.objects());
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxRollouts", "userIds", "registry", "userRoles", "userRoles.create"})
  void mayBeNull(String name) {
    assertThat(helm.objects(name + "=null")).hasSameSizeAs(helm.objects());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void switchTheChartOffInAChartAroundIt(boolean condition, @TempDir Path around)
      throws IOException {
    Path inner = around.resolve("charts").resolve("redis-failover-operator");
    copy(Helm.CHART, inner);
    String dependency =
        """
        apiVersion: v2
        name: around
        version: 1.0.0
        dependencies:
          - name: redis-failover-operator
            version: 0.1.0
        """;
    Files.writeString(
        around.resolve("Chart.yaml"),
        condition ? dependency + "    condition: redis-failover-operator.enabled\n" : dependency);
    assertThat(helm.objects(around, "redis-failover-operator={\"enabled\":false}")).isEmpty();
    assertThat(
            deployment(helm.objects(around, "global={\"imageRegistry\":\"g.example\"}"))
                .at(PODS + "/containers/0/image")
                .asText())
        .startsWith("g.example/");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** A release, a namespace and a tag may be digits only; a label is written as a number. */
  @Test
  void areTextsWhereverKubernetesWantsTexts() {
    List<JsonNode> objects =
        helm.objectsOf(
            "123",
            "456",
            "crds={\"install\":false}",
            "fullnameOverride=789",
            "watchNamespaces=[\"123\",20260131]",
            "image={\"repository\":\"r/o\",\"tag\":20260131}",
            "proxyImage={\"repository\":\"r/p\",\"tag\":8}",
            "podLabels={\"generation\":2,\"watched\":true}",
            "podAnnotations={\"prometheus.io/scrape\":true,\"prometheus.io/port\":8080}",
            "nodeSelector={\"disks\":2}",
            "serviceAccount={\"name\":20260131,\"annotations\":{\"role\":12345678}}",
            "priorityClassName=20260131",
            "imagePullSecrets=[20260131,{\"name\":20260201}]",
            "serviceMonitor={\"enabled\":true,\"labels\":{\"release\":1}}");
    assertThat(objects).isNotEmpty().allSatisfy(ChartValuesTest::hasTextsOnly);
    JsonNode deployment = deployment(objects);
    assertThat(deployment.at("/metadata/name").asText()).isEqualTo("789");
    assertThat(deployment.at("/spec/template/metadata/labels/generation").asText()).isEqualTo("2");
    assertThat(deployment.at(PODS + "/containers/0/image").asText()).isEqualTo("r/o:20260131");
    assertThat(deployment.at(PODS + "/containers/0/env").findValuesAsText("value"))
        .contains("123,20260131", "r/p:8");
    assertThat(deployment.at(PODS + "/nodeSelector/disks").isTextual()).isTrue();
    assertThat(deployment.at(PODS + "/priorityClassName")).isEqualTo(new TextNode("20260131"));
    assertThat(deployment.at(PODS + "/imagePullSecrets").findValuesAsText("name"))
        .containsExactly("20260131", "20260201");
    assertThat(deployment.at(PODS + "/serviceAccountName")).isEqualTo(new TextNode("20260131"));
    assertThat(of(objects, "Role"))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder("456", "123", "20260131");
    assertThat(of(objects, "ServiceAccount").getFirst().at("/metadata/annotations/role").asText())
        .isEqualTo("12345678");
  }

  private static void hasTextsOnly(JsonNode object) {
    for (String fields : List.of("name", "namespace", "serviceAccountName", "image")) {
      assertThat(object.findValues(fields)).as(fields).allMatch(JsonNode::isTextual);
    }
    for (String maps : List.of("labels", "annotations", "matchLabels")) {
      assertThat(object.findValues(maps))
          .as(maps)
          .allSatisfy(map -> assertThat(map).allMatch(JsonNode::isTextual));
    }
  }

  @Test
  void leaveTheLabelsByWhichTheDeploymentFindsItsPods() {
    JsonNode deployment =
        deployment(
            helm.objects(
                "podLabels={\"app.kubernetes.io/name\":\"mine\",\"app.kubernetes.io/instance\":\"mine\",\"team\":\"a\"}"));
    assertThat(POD_LABELS)
        .extracting(label -> deployment.at(label).asText())
        .containsExactly("redis-failover-operator", "rf");
    assertThat(deployment.at("/spec/template/metadata/labels/team").asText()).isEqualTo("a");
    assertThat(
            deployment(helm.objects("podLabels={\"app.kubernetes.io/name\":\"mine\"}"))
                .at("/spec/template/metadata/labels"))
        .hasSize(2);
  }

  /** A Prometheus selects by them, and the chart has some of these names too. */
  @Test
  void nameAServiceMonitorAsPrometheusWantsIt() {
    JsonNode monitor =
        of(
                helm.objects(
                    "serviceMonitor={\"enabled\":true,\"labels\":{\"app.kubernetes.io/instance\":\"prometheus\"}}"),
                "ServiceMonitor")
            .getFirst();
    assertThat(monitor.at("/metadata/labels/app.kubernetes.io~1instance").asText())
        .isEqualTo("prometheus");
    assertThat(monitor.at("/spec/selector/matchLabels/app.kubernetes.io~1instance").asText())
        .isEqualTo("rf");
  }

  @Test
  void nameTheObjectsAsInOtherCharts() {
    assertThat(deployment(helm.objects("nameOverride=\"redis\"")).at("/metadata/name").asText())
        .isEqualTo("rf-redis");
    assertThat(deployment(helm.objects("fullnameOverride=\"redis\"")).at("/metadata/name").asText())
        .isEqualTo("redis");
  }

  private static JsonNode deployment(List<JsonNode> objects) {
    return of(objects, "Deployment").getFirst();
  }

  private static List<JsonNode> of(List<JsonNode> objects, String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }
}
