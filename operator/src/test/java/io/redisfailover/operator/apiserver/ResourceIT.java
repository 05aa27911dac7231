package io.redisfailover.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisfailover.operator.Crd;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.Yaml;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.Lag;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerRole;
import io.redisfailover.operator.api.v1.ServerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The resource as a real API server takes it. */
class ResourceIT {
  private static final Path REFUSED =
      Path.of("src/test/resources/io/redisfailover/operator/api/v1/refused");

  @RegisterExtension static final ApiServer apiServer = new ApiServer();

  @BeforeAll
  static void install() throws IOException {
    apiServer.install();
  }

  @Test
  void isStructuralAndAllItsNamesAreAccepted() {
    CustomResourceDefinition crd =
        apiServer
            .client()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("redisfailovers.redisfailover.io")
            .get();
    assertThat(crd.getStatus().getConditions())
        .allSatisfy(condition -> assertThat(condition.getStatus()).isEqualTo("True"))
        .noneMatch(condition -> condition.getType().equals("NonStructuralSchema"));
    assertThat(crd.getStatus().getAcceptedNames().getShortNames()).contains("rf", "redisfailover");
  }

  static Stream<Path> examples() {
    return Samples.examples().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void takesEveryExample(Path example) throws Exception {
    String namespace = namespace(example);
    ApiServer.Said said =
        apiServer.kubectl(Files.readString(example), "apply", "-n", namespace, "-f", "-");
    assertThat(said.text()).contains("created");
    ApiServer.Said again =
        apiServer.kubectl(Files.readString(example), "apply", "-n", namespace, "-f", "-");
    assertThat(again.text()).contains("unchanged");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void fillsInTheDefaultsThatTheTestsUse(Path example) throws Exception {
    JsonNode document = Yaml.read(Yaml.file(example));
    GenericKubernetesResource stored =
        apiServer
            .client()
            .resource(Yaml.MAPPER.treeToValue(document, GenericKubernetesResource.class))
            .inNamespace(namespace(example) + "-defaults")
            .create();
    ObjectNode filled = document.deepCopy();
    Samples.fill(filled, Crd.schema());
    JsonNode spec = Yaml.MAPPER.valueToTree(stored.getAdditionalProperties().get("spec"));
    assertThat(Yaml.read(Yaml.write(spec))).isEqualTo(filled.get("spec"));
  }

  static Stream<Path> refused() throws IOException {
    try (Stream<Path> files = Files.list(REFUSED)) {
      return files.sorted().toList().stream();
    }
  }

  @Tag("quick")
  @ParameterizedTest
  @MethodSource("refused")
  void rejectsWhatIsWrongAndSaysWhatMustBe(Path file) throws Exception {
    String namespace = namespace(file);
    String text = Files.readString(file);
    String sentence = text.lines().findFirst().orElseThrow().substring(2);
    List<JsonNode> documents = Yaml.readAll(text);
    for (JsonNode before : documents.subList(0, documents.size() - 1)) {
      ApiServer.Said said =
          apiServer.kubectl(Yaml.write(before), "apply", "-n", namespace, "-f", "-");
      assertThat(said.text()).contains("created");
    }
    ApiServer.Said said =
        apiServer.kubectl(Yaml.write(documents.getLast()), "apply", "-n", namespace, "-f", "-");
    assertThat(said.exitCode()).isNotZero();
    assertThat(said.text()).contains(sentence);
  }

  /** Whether the volumes can follow is known to Kubernetes only. */
  @Test
  void letsStorageGrowAndTheGrowthBeTakenBack() throws Exception {
    String namespace = namespace("grows");
    for (String size : List.of("1Gi", "2Gi", "3072Mi", "1Gi")) {
      ApiServer.Said said =
          apiServer.kubectl(
              """
              apiVersion: redisfailover.io/v1
              kind: RedisFailover
              metadata: {name: grows}
              spec: {redis: {storage: {size: %s}}}
              """
                  .formatted(size),
              "apply",
              "-n",
              namespace,
              "-f",
              "-");
      assertThat(said.exitCode()).as(said.text()).isZero();
    }
  }

  @Test
  void showsTheStatusThatTheOperatorApplies() throws Exception {
    RedisFailover stored = create("shows");
    applyStatus(stored, status(7));
    ApiServer.Said said =
        apiServer.kubectl("", "get", "rf", "-n", stored.getMetadata().getNamespace(), "-o", "wide");
    assertThat(said.text().lines().map(line -> line.split("\\s{2,}")).toList().getFirst())
        .containsExactly(
            "NAME",
            "PHASE",
            "ACTIVE",
            "IN-SYNC",
            "LAG",
            "PROXIES",
            "READY",
            "EPOCH",
            "AGE",
            "ENDPOINT",
            "LAST-CHANGE",
            "REASON");
    assertThat(said.text().lines().skip(1).findFirst().orElseThrow())
        .containsPattern(
            "cache +Running +Master +True +None +2 +True +7 +\\S+ +cache.shows.svc:6379 +(<none>)? +Clients"
                + " are served.");
  }

  /** What kubectl and an autoscaler set, a file that does not name the number leaves as it is. */
  @Test
  void isScaledAsADeploymentIs() throws Exception {
    RedisFailover stored = create("scales");
    String namespace = stored.getMetadata().getNamespace();
    applyStatus(stored, status(7));
    ApiServer.Said scaled =
        apiServer.kubectl("", "scale", "rf/cache", "-n", namespace, "--replicas=4");
    assertThat(scaled.exitCode()).as(scaled.text()).isZero();
    ApiServer.Said applied =
        apiServer.kubectl(
            "{apiVersion: redisfailover.io/v1, kind: RedisFailover, metadata: {name: cache}, spec:"
                + " {paused: false}}",
            "apply",
            "--server-side",
            "-n",
            namespace,
            "-f",
            "-");
    assertThat(applied.exitCode()).as(applied.text()).isZero();
    ApiServer.Said scale =
        apiServer.kubectl(
            "",
            "get",
            "rf/cache",
            "-n",
            namespace,
            "--subresource=scale",
            "-o",
            "jsonpath={.spec.replicas} {.status.replicas} {.status.selector}");
    assertThat(scale.text()).isEqualTo("4 3 app.kubernetes.io/component=proxy");
  }

  @Test
  void changesNothingWhenTheSameStatusIsAppliedAgain() {
    RedisFailover stored = create("idle");
    RedisFailover first = applyStatus(stored, status(7));
    RedisFailover second = applyStatus(stored, status(7));
    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
    assertThat(second.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(second.getStatus()).isEqualTo(status(7));
  }

  @Test
  void takesAwayWhatTheOperatorDoesNotSayAnyMore() {
    RedisFailover stored = create("less");
    var unused = applyStatus(stored, status(7));
    RedisFailover less =
        applyStatus(
            stored,
            new RedisFailoverStatus(
                1L, Phase.PENDING, null, null, null, null, null, null, null, List.of(), null));
    RedisFailoverStatus status = less.getStatus();
    assertThat(status.active()).isNull();
    assertThat(status.replicationId()).isNull();
    assertThat(status.servers()).isNull();
    assertThat(status.phase()).isEqualTo(Phase.PENDING);
  }

  @Test
  void keepsStatusAndSpecApart() {
    RedisFailover stored = create("apart");
    RedisFailover both = fresh(stored, status(9));
    both.setSpec(Samples.withSpec("paused: true").getSpec());
    var unused = apiServer.client().resource(both).subresource("status").patch(apply());
    RedisFailover read = apiServer.client().resource(stored).get();
    assertThat(read.getSpec().paused()).isFalse();
    assertThat(read.getStatus().epoch()).isEqualTo(9);
  }

  @Test
  void explainsItselfLikeAManual() throws Exception {
    ApiServer.Said said = apiServer.kubectl("", "explain", "rf.spec.failover.failback");
    assertThat(said.text()).contains("policy", "Automatic: switch over to the preferred server");
  }

  private static RedisFailover create(String name) {
    RedisFailover resource = new RedisFailover();
    resource.setMetadata(
        new ObjectMetaBuilder().withName("cache").withNamespace(namespace(name)).build());
    resource.setSpec(Samples.withSpec("{}").getSpec());
    return apiServer.client().resource(resource).create();
  }

  private static RedisFailover applyStatus(RedisFailover stored, RedisFailoverStatus status) {
    return apiServer.client().resource(fresh(stored, status)).subresource("status").patch(apply());
  }

  /** As the operator's framework applies a status. */
  private static PatchContext apply() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager("redis-failover-operator")
        .withForce(true)
        .build();
  }

  private static RedisFailover fresh(RedisFailover stored, @Nullable RedisFailoverStatus status) {
    RedisFailover fresh = new RedisFailover();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(stored.getMetadata().getName())
            .withNamespace(stored.getMetadata().getNamespace())
            .build());
    if (status != null) {
      fresh.setStatus(status);
    }
    return fresh;
  }

  private static RedisFailoverStatus status(long epoch) {
    String time = "2026-11-23T01:02:03Z";
    return new RedisFailoverStatus(
        1L,
        Phase.RUNNING,
        ServerName.MASTER,
        epoch,
        "a".repeat(40),
        "cache.shows.svc:6379",
        List.of(
            new ServerStatus(
                ServerName.MASTER,
                "cache-master-0",
                ServerRole.ACTIVE,
                "10.0.0.1:6379",
                "node-1",
                "zone-a",
                "Redis 8.0.2",
                "a".repeat(40),
                null,
                time,
                null),
            new ServerStatus(
                ServerName.BACKUP,
                "cache-backup-0",
                ServerRole.STANDBY,
                "10.0.0.2:6379",
                "node-2",
                "zone-b",
                "Redis 8.0.2",
                "a".repeat(40),
                Lag.NONE,
                time,
                null)),
        new ProxiesStatus(2, 3, 2, 2, "app.kubernetes.io/component=proxy"),
        null,
        List.of(
            new Condition(
                "Ready", ConditionStatus.TRUE, 1L, time, "ClientsServed", "Clients are served."),
            new Condition("InSync", ConditionStatus.TRUE, 1L, time, "InSync", "In sync.")),
        null);
  }

  private static String namespace(Path file) {
    String name = String.valueOf(file.getFileName()).replace(".yaml", "");
    return namespace(name).toLowerCase(Locale.ROOT);
  }

  private static String namespace(String name) {
    for (String each : List.of(name, name + "-defaults")) {
      apiServer
          .client()
          .resource(new NamespaceBuilder().withNewMetadata().withName(each).endMetadata().build())
          .serverSideApply();
    }
    return name;
  }
}
