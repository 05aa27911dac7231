package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the Secrets of a resource while something else is in the way. */
class SecretsOfAResourceIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final OperatorMeters METERS = new OperatorMeters(() -> true);

  private static Optional<Operator> operator = Optional.empty();

  @BeforeAll
  static void start() throws IOException {
    server.install();
    operator = Optional.of(Operators.start(server.client(), METERS, "proxy:1", Map.of()));
  }

  @AfterAll
  static void stop() {
    operator.ifPresent(Operator::stop);
    METERS.close();
  }

  @Test
  void comeBackAndAreFollowedWhileTheSpecIsRejected() {
    create("rejected", "{}");
    Secret control = await(Secret.class, "rejected", "cache-control");
    await(Deployment.class, "rejected", "cache-proxy");
    Secret auth = await(Secret.class, "rejected", "cache-auth");

    edit("rejected", Samples.withSpec("proxy: {check: {steps: [{expectRegex: '('}]}}"));
    awaitCondition("rejected", "ConfigurationApplied", "InvalidSpec");
    server.client().resource(control).delete();
    server
        .client()
        .resource(new SecretBuilder(auth).withData(Map.of("password", coded("another"))).build())
        .update();

    awaitOther(control);
    assertThat(await(Secret.class, "rejected", "cache-control").getData())
        .isEqualTo(control.getData());
    assertThat(text(await(Secret.class, "rejected", "cache-acl"), "logins"))
        .startsWith("default #");
    assertThat(condition("rejected", "ConfigurationApplied").orElseThrow().reason())
        .isEqualTo("InvalidSpec");
  }

  @Test
  void areRefusedWithoutKeepingAnythingElseFromBeingApplied() {
    create("frozen", "{}");
    await(Deployment.class, "frozen", "cache-proxy");
    Secret auth = await(Secret.class, "frozen", "cache-auth");
    Secret control = await(Secret.class, "frozen", "cache-control");
    await(Secret.class, "frozen", "cache-recovery");
    server.client().resource(new SecretBuilder(auth).withImmutable(true).build()).update();

    RedisFailover wanted = Samples.withSpec("proxy: {replicas: 5}");
    wanted.getMetadata().setAnnotations(Map.of(Annotations.ROTATE_PASSWORDS, "now"));
    edit("frozen", wanted);
    awaitCondition("frozen", "ConfigurationApplied", "ApplyFailed");

    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(await(Deployment.class, "frozen", "cache-proxy").getSpec().getReplicas())
              .isEqualTo(5);
          assertThat(await(Secret.class, "frozen", "cache-control").getData())
              .isNotEqualTo(control.getData());
          Secret kept = await(Secret.class, "frozen", "cache-recovery");
          assertThat(text(kept, "cache-auth.password")).isEqualTo(text(auth, "password"));
          assertThat(text(kept, "rotated-part")).isEqualTo("cache-control now");
        });
  }

  @Test
  void cannotBeCreatedWhereAQuotaForbidsItAndOnlyWhatMountsThemWaits() {
    createNamespace("full");
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("none")
            .withNamespace("full")
            .endMetadata()
            .withNewSpec()
            .addToHard("secrets", new Quantity("0"))
            .endSpec()
            .build();
    server.client().resource(quota).create();
    server
        .client()
        .resource(quota)
        .editStatus(stored ->
            new ResourceQuotaBuilder(stored)
                .withNewStatus()
                .addToHard("secrets", new Quantity("0"))
                .addToUsed("secrets", new Quantity("0"))
                .endStatus()
                .build());
    create("full", "{}");
    await(ConfigMap.class, "full", "cache-redis");
    await(ConfigMap.class, "full", "cache-proxy");
    awaitCondition("full", "ConfigurationApplied", "ApplyFailed");
    assertThat(condition("full", "ConfigurationApplied").orElseThrow().message())
        .contains("exceeded quota");
    assertThat(condition("full", "Progressing").orElseThrow().message()).doesNotContain("publish");
    assertThat(find(StatefulSet.class, "full", "cache-master")).isEmpty();
    assertThat(find(Deployment.class, "full", "cache-proxy")).isEmpty();
  }

  @Test
  void areNotReadAndNotMountedWhereTheyAreSomebodyElses() {
    createNamespace("taken");
    Secret strange =
        new SecretBuilder()
            .withNewMetadata()
            .withName("cache-acl")
            .withNamespace("taken")
            .endMetadata()
            .addToData("logins", coded("default #" + "a".repeat(64)))
            .build();
    server.client().resource(strange).create();
    create("taken", "{}");
    await(Deployment.class, "taken", "cache-proxy");
    awaitCondition("taken", "ConfigurationApplied", "NameTaken");
    assertThat(condition("taken", "ConfigurationApplied").orElseThrow().message())
        .startsWith("Secret cache-acl exists and does not belong to RedisFailover cache");
    assertThat(find(StatefulSet.class, "taken", "cache-master")).isEmpty();
    assertThat(await(Secret.class, "taken", "cache-acl").getData()).isEqualTo(strange.getData());
  }

  private static void create(String namespace, String spec) {
    createNamespace(namespace);
    RedisFailover resource = Samples.withSpec(spec);
    resource.getMetadata().setNamespace(namespace);
    resource.getMetadata().setUid(null);
    server.client().resource(resource).create();
  }

  private static void createNamespace(String name) {
    server
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .serverSideApply();
  }

  private static void edit(String namespace, RedisFailover wanted) {
    // The operator writes the status meanwhile.
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() ->
            server
                    .client()
                    .resources(RedisFailover.class)
                    .inNamespace(namespace)
                    .withName("cache")
                    .edit(present -> {
                      present.setSpec(wanted.getSpec());
                      present.getMetadata().setAnnotations(wanted.getMetadata().getAnnotations());
                      return present;
                    })
                != null);
  }

  private static <T extends HasMetadata> T await(Class<T> kind, String namespace, String name) {
    return Awaitility.await(name)
        .atMost(SOON)
        .until(() -> find(kind, namespace, name), Optional::isPresent)
        .orElseThrow();
  }

  private static void awaitOther(Secret before) {
    Awaitility.await()
        .atMost(SOON)
        .until(() ->
            find(Secret.class, before.getMetadata().getNamespace(), before.getMetadata().getName())
                .filter(it -> !it.getMetadata().getUid().equals(before.getMetadata().getUid()))
                .isPresent());
  }

  private static void awaitCondition(String namespace, String type, String reason) {
    Awaitility.await(type + " " + reason)
        .atMost(SOON)
        .until(
            () -> condition(namespace, type).filter(it -> reason.equals(it.reason())).isPresent());
  }

  private static Optional<Condition> condition(String namespace, String type) {
    return find(RedisFailover.class, namespace, "cache")
        .flatMap(it -> Optional.ofNullable(it.getStatus()))
        .flatMap(status -> Optional.ofNullable(status.conditions()))
        .flatMap(all -> all.stream().filter(it -> it.type().equals(type)).findFirst());
  }

  private static <T extends HasMetadata> Optional<T> find(
      Class<T> kind, String namespace, String name) {
    return Optional.ofNullable(
        server.client().resources(kind).inNamespace(namespace).withName(name).get());
  }

  private static String text(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().getOrDefault(key, "")), StandardCharsets.UTF_8);
  }

  private static String coded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
