package io.redisfailover.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.operator.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The objects that the chart makes, as the real helm writes them. */
class ChartTest {
  private static final String TWO_NAMESPACES = "watchNamespaces=[\"shop\",\"stock\"]";
  private static Helm helm;

  @BeforeAll
  static void find() {
    helm = Helm.required();
  }

  @Test
  void passesTheLint() {
    Helm.Run lint = helm.run(List.of("lint", "--strict", Helm.CHART.toString()));
    assertThat(lint.code()).as(lint.output() + lint.errors()).isZero();
  }

  @Test
  void makesWhatAnOperatorForAllNamespacesNeeds() {
    assertThat(names(helm.objects()))
        .containsExactlyInAnyOrder(
            "CustomResourceDefinition redisfailovers.redisfailover.io",
            "ServiceAccount rf-redis-failover-operator",
            "Role rf-redis-failover-operator-leader",
            "RoleBinding rf-redis-failover-operator-leader",
            "ClusterRole system-rf-redis-failover-operator",
            "ClusterRoleBinding system-rf-redis-failover-operator",
            "ClusterRole system-rf-redis-failover-operator-view",
            "ClusterRole system-rf-redis-failover-operator-edit",
            "Service rf-redis-failover-operator",
            "Deployment rf-redis-failover-operator",
            "PodDisruptionBudget rf-redis-failover-operator",
            "NetworkPolicy rf-redis-failover-operator",
            "Pod rf-redis-failover-operator-test");
  }

  @Test
  void leavesOutWhatIsNotWanted() {
    assertThat(
            names(
                helm.objects(
                    "crds={\"install\":false}",
                    "disruptionBudget={\"enabled\":false}",
                    "networkPolicy={\"enabled\":false}",
                    "userRoles={\"create\":false}",
                    "serviceAccount={\"create\":false,\"name\":\"mine\"}")))
        .noneMatch(name ->
            name.matches(
                "(CustomResourceDefinition|PodDisruptionBudget|NetworkPolicy|ServiceAccount) .*"
                    + "|ClusterRole .*-(view|edit)"));
  }

  @Test
  void installsTheDefinitionOfTheResourceAndLeavesItThere() {
    ObjectNode installed = only(helm.objects(), "CustomResourceDefinition").deepCopy();
    assertThat(installed.at("/metadata/annotations/helm.sh~1resource-policy").asText())
        .isEqualTo("keep");
    installed.withObject("metadata").remove("annotations");
    Path file = Path.of("..", "crds", "redisfailovers.redisfailover.io.yaml");
    assertThat((JsonNode) installed).isEqualTo(Yaml.read(Yaml.file(file)));
  }

  @ParameterizedTest
  @CsvSource({"Deployment, /spec/template/spec", "Pod, /spec"})
  void keepsEveryPodRestricted(String kind, String path) {
    JsonNode pod = only(helm.objects(), kind).at(path);
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asLong()).isPositive();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.get("containers")).isNotEmpty().allSatisfy(ChartTest::isRestricted);
    assertThat(pod.path("hostNetwork").asBoolean()).isFalse();
    assertThat(pod.path("volumes")).noneMatch(volume -> volume.has("hostPath"));
  }

  private static void isRestricted(JsonNode container) {
    JsonNode context = container.path("securityContext");
    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(context.path("readOnlyRootFilesystem").asBoolean(false)).isTrue();
    assertThat(context.at("/capabilities/drop")).map(JsonNode::asText).containsExactly("ALL");
    assertThat(context.at("/capabilities").has("add")).isFalse();
  }

  @Test
  void tellsTheOperatorEverythingByItsEnvironment() {
    assertThat(environment(helm.objects()))
        .containsEntry("PROXY_IMAGE", "redis-failover-proxy:0.1.0-SNAPSHOT")
        .containsEntry("WATCH_NAMESPACES", "")
        .containsEntry("MAX_ROLLOUTS", "3")
        .containsEntry("LEADER_ELECTION", "true")
        .containsEntry("LEASE_NAME", "rf-redis-failover-operator")
        .containsEntry("LOG_LEVEL", "INFO")
        .containsEntry("LOG_FORMAT", "text")
        .containsEntry("NODE_ADDRESS", "status.hostIP")
        .containsEntry("POD_NAMESPACE", "metadata.namespace");
    assertThat(
            environment(
                helm.objects(
                    TWO_NAMESPACES,
                    "logging={\"format\":\"json\",\"level\":\"DEBUG\"}",
                    "proxyImage={\"repository\":\"r/p\",\"tag\":\"1\"}")))
        .containsEntry("PROXY_IMAGE", "r/p:1")
        .containsEntry("WATCH_NAMESPACES", "shop,stock")
        .containsEntry("LOG_LEVEL", "DEBUG")
        .containsEntry("LOG_FORMAT", "json");
  }

  @Test
  void namesImagesByDigestAndRegistry() {
    String digest = "sha256:" + "a".repeat(64);
    List<JsonNode> objects =
        helm.objects(
            "registry=\"r.example/mirror\"",
            "image={\"repository\":\"operator\",\"digest\":\"" + digest + "\"}",
            "proxyImage={\"repository\":\"proxy\",\"digest\":\"" + digest + "\"}");
    assertThat(image(objects)).isEqualTo("r.example/mirror/operator@" + digest);
    assertThat(environment(objects))
        .containsEntry("PROXY_IMAGE", "proxy@" + digest)
        .containsEntry("IMAGE_REGISTRY", "r.example/mirror");
    assertThat(
            image(
                helm.objects(
                    "registry=\"r.example\"",
                    "image={\"repository\":\"q.example/operator\",\"tag\":\"1\"}")))
        .isEqualTo("q.example/operator:1");
  }

  private static String image(List<JsonNode> objects) {
    return only(objects, "Deployment").at("/spec/template/spec/containers/0/image").asText();
  }

  @Test
  void namesPullSecretsAsTheyAreWrittenElsewhere() {
    List<JsonNode> objects = helm.objects("imagePullSecrets=[\"one\",{\"name\":\"two\"}]");
    for (JsonNode pod :
        List.of(
            only(objects, "Deployment").at("/spec/template/spec"),
            only(objects, "Pod").at("/spec"))) {
      assertThat(pod.at("/imagePullSecrets").findValuesAsText("name"))
          .containsExactly("one", "two");
    }
  }

  @Test
  void leavesUserIdsToAnOpenShift() {
    assertThat(environment(helm.objects())).containsEntry("USER_IDS", "fixed");
    List<JsonNode> objects = helm.objects("userIds=\"platform\"");
    assertThat(environment(objects)).containsEntry("USER_IDS", "platform");
    for (JsonNode pod :
        List.of(
            only(objects, "Deployment").at("/spec/template/spec"),
            only(objects, "Pod").at("/spec"))) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.findValues("runAsUser")).isEmpty();
      assertThat(pod.findValues("runAsGroup")).isEmpty();
    }
  }

  @Test
  void makesMoreObjectsOfTheInstallation() {
    String object =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"{{ one }}\"}}";
    String template =
        "\"{apiVersion: v1, kind: ConfigMap, metadata: {name: '{{ .Release.Name }}-two'}}\"";
    assertThat(names(helm.objects("extraObjects=[" + object + "," + template + "]")))
        .contains("ConfigMap {{ one }}", "ConfigMap rf-two");
  }

  @Test
  void tellsPrometheusWhereTheMetersAre() {
    List<JsonNode> objects =
        helm.objects(
            "serviceMonitor={\"enabled\":true,\"interval\":\"5s\",\"labels\":{\"team\":\"data\"}}");
    JsonNode monitor = only(objects, "ServiceMonitor");
    JsonNode service = only(objects, "Service");
    assertThat(monitor.at("/spec/selector/matchLabels").properties())
        .isNotEmpty()
        .allSatisfy(it ->
            assertThat(service.at("/metadata/labels/" + it.getKey().replace("/", "~1")))
                .isEqualTo(it.getValue()));
    JsonNode endpoint = monitor.at("/spec/endpoints/0");
    assertThat(endpoint.path("port")).isEqualTo(service.at("/spec/ports/0/name"));
    assertThat(endpoint.path("path").asText()).isEqualTo("/metrics");
    assertThat(endpoint.path("interval").asText()).isEqualTo("5s");
    assertThat(monitor.at("/metadata/labels/team").asText()).isEqualTo("data");
  }

  @Test
  void runsTwoOperatorsUnlessTheNumberIsAnother() {
    assertThat(only(helm.objects(), "Deployment").at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(only(helm.objects("replicas=1"), "Deployment").at("/spec/replicas").asInt())
        .isEqualTo(1);
  }

  @Test
  void selectsItsOwnPodsEverywhere() {
    List<JsonNode> objects = helm.objects();
    JsonNode deployment = only(objects, "Deployment");
    JsonNode selector = deployment.at("/spec/selector/matchLabels");
    assertThat(selector).isNotEmpty();
    assertThat(only(objects, "PodDisruptionBudget").at("/spec/selector/matchLabels"))
        .isEqualTo(selector);
    assertThat(only(objects, "NetworkPolicy").at("/spec/podSelector/matchLabels"))
        .isEqualTo(selector);
    assertThat(only(objects, "Service").at("/spec/selector")).isEqualTo(selector);
    JsonNode labels = deployment.at("/spec/template/metadata/labels");
    assertThat(selector.properties())
        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
  }

  @Test
  void takesOneOperatorAwayAtATime() {
    JsonNode budget = only(helm.objects(), "PodDisruptionBudget");
    assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
  }

  @Test
  void letsOthersReachThePortOfHealthOnly() {
    JsonNode policy = only(helm.objects(), "NetworkPolicy").get("spec");
    assertThat(policy.get("policyTypes")).map(JsonNode::asText).containsExactly("Ingress");
    assertThat(policy.findValuesAsText("port")).containsExactly("http");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`', // the values have both of the usual ones
      value = {
        "replicas=11|/replicas|maximum: got 11, want 10",
        "replicas=\"two\"|/replicas|got string, want integer",
        "logging={\"level\":\"LOUD\"}|/logging/level|'ERROR', 'WARN', 'INFO', 'DEBUG'",
        "logging={\"format\":\"xml\"}|/logging/format|'text', 'json'",
        "watchNamespaces=\"shop\"|/watchNamespaces|got string, want array",
        "image={\"repository\":\"\"}|/image/repository|minLength",
        "image={\"repository\":\"r\",\"digest\":\"1\"}|/image/digest|does not match pattern",
        "registry=\"r.example/\"|/registry|does not match pattern",
        "registry=\"https://r.example\"|/registry|does not match pattern",
        "userIds=\"any\"|/userIds|'fixed', 'platform'",
        "logLevel=\"INFO\"|additional properties|'logLevel' not allowed"
      })
  void refusesAWrongValueAndSaysWhereAndWhy(String value, String where, String why) {
    assertThat(helm.refusal(value)).contains(where, why);
  }

  @Test
  void asksForTheNameOfAnAccountThatIsNotMadeHere() {
    assertThat(helm.refusal("serviceAccount={\"create\":false}"))
        .contains("serviceAccount.name: missing; set it, or set serviceAccount.create: true.");
  }

  @Test
  void setsNoVariableThatThePageDoesNotExplain() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operator.md"));
    assertThat(environment(helm.objects()).keySet())
        .filteredOn(name -> !name.equals("JAVA_TOOL_OPTIONS"))
        .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
  }

  @Test
  void refusesAKubernetesThatIsTooOld() {
    assertThat(helm.refusalOn("1.30.9")).contains(">=1.31.0-0");
  }

  @Test
  void saysWhatToTypeNext(@TempDir Path folder) throws IOException {
    Path chart = withNotesAsAnObject(folder);
    assertThat(notes(helm.objects(chart)))
        .contains(
            "in all namespaces.",
            "\nkubectl apply -f - <<EOF\napiVersion: ",
            "kind: RedisFailover",
            "\nEOF\nkubectl wait --for=condition=Ready --timeout=5m rf/cache\n",
            "Secret cache-auth");
    assertThat(notes(helm.objects(chart, TWO_NAMESPACES))).contains("in shop, stock.");
    assertThat(notes(helm.objects(chart, "enabled=false"))).contains("nothing was installed");
  }

  /** helm writes the notes of a real installation only; as a template they can be read. */
  private static Path withNotesAsAnObject(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(Helm.CHART)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(Helm.CHART.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path templates = folder.resolve("templates");
    String text = Files.readString(templates.resolve("NOTES.txt"));
    Files.writeString(
        templates.resolve("_notes.tpl"), "{{ define \"notes\" }}" + text + "{{ end }}");
    Files.writeString(
        templates.resolve("notes.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: notes}
        data: {text: {{ include "notes" . | quote }}}
        """);
    return folder;
  }

  private static String notes(List<JsonNode> objects) {
    return only(objects, "ConfigMap").at("/data/text").asText();
  }

  private static List<String> names(List<JsonNode> objects) {
    return objects.stream()
        .map(object -> object.get("kind").asText() + " " + object.at("/metadata/name").asText())
        .toList();
  }

  private static ObjectNode only(List<JsonNode> objects, String kind) {
    List<JsonNode> found =
        objects.stream().filter(object -> object.get("kind").asText().equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return (ObjectNode) found.getFirst();
  }

  private static Map<String, String> environment(List<JsonNode> objects) {
    Map<String, String> environment = new TreeMap<>();
    JsonNode container = only(objects, "Deployment").at("/spec/template/spec/containers/0");
    for (JsonNode variable : container.get("env")) {
      JsonNode field = variable.at("/valueFrom/fieldRef/fieldPath");
      environment.put(
          variable.get("name").asText(),
          variable.has("value") ? variable.get("value").asText() : field.asText());
    }
    return environment;
  }
}
