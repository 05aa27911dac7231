package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.Operator;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    LiveResource resource = create("rejected", "{}");
    Secret control = resource.await(Secret.class, "cache-control");
    resource.await(Deployment.class, "cache-proxy");
    Secret auth = resource.await(Secret.class, "cache-auth");

    resource.spec("proxy: {check: {steps: [{expectRegex: '('}]}}");
    resource.awaitCondition("ConfigurationApplied", "InvalidSpec");
    server.client().resource(control).delete();
    server
        .client()
        .resource(new SecretBuilder(auth).withData(Map.of("password", coded("another"))).build())
        .update();

    awaitOther(resource, control);
    assertThat(resource.await(Secret.class, "cache-control").getData())
        .isEqualTo(control.getData());
    assertThat(text(resource.await(Secret.class, "cache-acl"), "logins")).startsWith("default #");
    assertThat(resource.condition("ConfigurationApplied").orElseThrow().reason())
        .isEqualTo("InvalidSpec");
  }

  @Test
  void areRefusedWithoutKeepingAnythingElseFromBeingApplied() {
    LiveResource resource = create("frozen", "{}");
    resource.await(Deployment.class, "cache-proxy");
    Secret auth = resource.await(Secret.class, "cache-auth");
    Secret control = resource.await(Secret.class, "cache-control");
    resource.await(Secret.class, "cache-recovery");
    server.client().resource(new SecretBuilder(auth).withImmutable(true).build()).update();

    resource.spec("proxy: {replicas: 5}");
    resource.annotate(Annotations.ROTATE_PASSWORDS, "now");
    resource.awaitCondition("ConfigurationApplied", "ApplyFailed");

    Awaitility.await()
        .atMost(LiveResource.SOON)
        .untilAsserted(() -> {
          assertThat(resource.await(Deployment.class, "cache-proxy").getSpec().getReplicas())
              .isEqualTo(5);
          assertThat(resource.await(Secret.class, "cache-control").getData())
              .isNotEqualTo(control.getData());
          Secret kept = resource.await(Secret.class, "cache-recovery");
          assertThat(text(kept, "cache-auth.password")).isEqualTo(text(auth, "password"));
          assertThat(text(kept, "rotated-part")).isEqualTo("cache-control now");
        });
  }

  @Test
  void cannotBeCreatedWhereAQuotaForbidsItAndOnlyWhatMountsThemWaits() {
    LiveResource resource = resource("full");
    resource.createNamespace(Map.of());
    resource.refuse("secrets");
    resource.create("{}");
    resource.await(ConfigMap.class, "cache-redis");
    resource.await(ConfigMap.class, "cache-proxy");
    resource.awaitCondition("ConfigurationApplied", "ApplyFailed");
    assertThat(resource.condition("ConfigurationApplied").orElseThrow().message())
        .contains("exceeded quota");
    assertThat(resource.condition("Progressing").orElseThrow().message()).doesNotContain("publish");
    assertThat(resource.find(StatefulSet.class, "cache-master")).isEmpty();
    assertThat(resource.find(Deployment.class, "cache-proxy")).isEmpty();
  }

  @Test
  void areNotReadAndNotMountedWhereTheyAreSomebodyElses() {
    LiveResource resource = resource("taken");
    resource.createNamespace(Map.of());
    Secret strange =
        new SecretBuilder()
            .withNewMetadata()
            .withName("cache-acl")
            .withNamespace("taken")
            .endMetadata()
            .addToData("logins", coded("default #" + "a".repeat(64)))
            .build();
    server.client().resource(strange).create();
    resource.create("{}");
    resource.await(Deployment.class, "cache-proxy");
    resource.awaitCondition("ConfigurationApplied", "NameTaken");
    assertThat(resource.condition("ConfigurationApplied").orElseThrow().message())
        .startsWith("Secret cache-acl exists and does not belong to RedisFailover cache");
    assertThat(resource.find(StatefulSet.class, "cache-master")).isEmpty();
    assertThat(resource.await(Secret.class, "cache-acl").getData()).isEqualTo(strange.getData());
  }

  private static LiveResource create(String namespace, String spec) {
    LiveResource resource = resource(namespace);
    resource.createNamespace(Map.of());
    resource.create(spec);
    return resource;
  }

  private static LiveResource resource(String namespace) {
    return new LiveResource(server.client(), namespace, "cache");
  }

  private static void awaitOther(LiveResource resource, Secret before) {
    Awaitility.await()
        .atMost(LiveResource.SOON)
        .until(() ->
            resource
                .find(Secret.class, before.getMetadata().getName())
                .filter(it -> !it.getMetadata().getUid().equals(before.getMetadata().getUid()))
                .isPresent());
  }

  private static String text(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().getOrDefault(key, "")), StandardCharsets.UTF_8);
  }

  private static String coded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
