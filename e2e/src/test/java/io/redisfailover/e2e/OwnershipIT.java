package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects of somebody else that have the names of a pair's objects, or look like them. */
@Order(5)
@Timeout(900)
class OwnershipIT {
  private static final String NAMESPACE = "e2e-shared";
  private static final String SPEC =
      """
      redis: {image: "redis:7.0", storage: {size: 100Mi, retain: false}}
      proxy: {replicas: 1}
      """;
  private static final Map<String, String> STRANGER = Map.of("app", "a-shop");

  /** Longer than the operator waits before it looks again. */
  private static final Duration SOME_ROUNDS = Duration.ofSeconds(15);

  private static DeployedPair pair;

  @BeforeAll
  static void applyBesideAStranger() {
    pair = new DeployedPair(TestCluster.get(), NAMESPACE, "web");
    pair.cluster().namespace(NAMESPACE);
    client().resource(service("web")).create();
    client().resource(claim("data-web-backup-0")).create();
    pair.apply(SPEC);
  }

  @AfterAll
  static void delete() {
    pair.delete();
    client().persistentVolumeClaims().inNamespace(NAMESPACE).delete();
    client().services().inNamespace(NAMESPACE).delete();
  }

  @Test
  void whatIsNotOursIsNeitherWrittenNorDeletedAndStopsNothingElse() throws Exception {
    await("both names are reported")
        .atMost(DeployedPair.PATIENCE)
        .untilAsserted(() -> assertThat(message()).contains("Service web ", "data-web-backup-0 "));
    await("the rest is installed")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> pair.isRunning(ServerName.MASTER) && pair.proxies().size() == 1);
    assertThat(pair.events()).contains("ConfigurationRejected");
    assertThat(pair.podOf(ServerName.BACKUP)).as("it would write to their volume").isEmpty();
    assertThat(present("web").getSpec().getSelector()).isEqualTo(STRANGER);
    assertThat(present("web").getMetadata().getOwnerReferences()).isEmpty();
    PersistentVolumeClaim theirs =
        client()
            .persistentVolumeClaims()
            .inNamespace(NAMESPACE)
            .withName("data-web-backup-0")
            .require();
    assertThat(theirs.getMetadata().getOwnerReferences()).isEmpty();
    assertThat(theirs.getSpec().getResources().getRequests())
        .containsEntry("storage", new Quantity("1Mi"));

    client().resource(theirs).delete();
    client().resource(present("web")).delete();
    pair.awaitSettled();
    ScenarioRun.planned("a copy of an object of the pair, and a name that is taken", pair)
        .run(() -> {
          copyOfAnObjectStays();
          aSecretOfAStrangerIsReported("web-auth", "password");
          aSecretOfAStrangerIsReported("web-control", "proxy-password");
          aSecretOfAStrangerForUsersIsReported();
        });

    pair.delete();
    await("Kubernetes has deleted the Service of the pair")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> client().services().inNamespace(NAMESPACE).withName("web").get() == null);
    client().resource(service("web")).create();
    pair.apply(SPEC);
    await("the name is taken again")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> isTaken("ConfigurationApplied"));
    await("clients would reach a stranger, so the pair is not ready")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> isTaken("Ready"));
    pair.delete();
    assertThat(present("web").getSpec().getSelector()).isEqualTo(STRANGER);
  }

  /** As {@code kubectl get -o yaml}, another name, and {@code kubectl apply} make it. */
  private static void copyOfAnObjectStays() {
    Service copy =
        new ServiceBuilder(present("web-stats"))
            .withMetadata(
                new ObjectMetaBuilder()
                    .withName("web-for-the-monitoring")
                    .withNamespace(NAMESPACE)
                    .withLabels(present("web-stats").getMetadata().getLabels())
                    .withOwnerReferences(present("web-stats").getMetadata().getOwnerReferences())
                    .build())
            .editSpec()
            .withClusterIP(null)
            .withClusterIPs()
            .endSpec()
            .build();
    client().resource(copy).create();
    await("some rounds pass")
        .during(SOME_ROUNDS)
        .atMost(SOME_ROUNDS.multipliedBy(2))
        .until(() ->
            client().services().inNamespace(NAMESPACE).withName("web-for-the-monitoring").get()
                != null);
  }

  /** The copy of the own one stays, and comes back when the name is free. */
  private static void aSecretOfAStrangerIsReported(String name, String key) {
    String password = pair.secret(name, key);
    takeTheNameOf(name);
    pair.deleteSecret(name);
    await("the password is as it was")
        .atMost(DeployedPair.PATIENCE)
        .ignoreExceptions()
        .until(() -> pair.secret(name, key).equals(password));
    pair.awaitSettled();
  }

  /** It exists without users, too, for the pods mount whatever has its name. */
  private static void aSecretOfAStrangerForUsersIsReported() {
    takeTheNameOf("web-acl");
    pair.deleteSecret("web-acl");
    pair.awaitSettled();
  }

  private static void takeTheNameOf(String name) {
    await("a stranger is faster than the operator")
        .atMost(DeployedPair.PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          pair.deleteSecret(name);
          client().resource(secret(name)).create();
          return true;
        });
    await("the operator tells that the name is taken")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> message().contains("Secret " + name + " "));
    assertThat(client().secrets().inNamespace(NAMESPACE).withName(name).require().getData())
        .isEqualTo(secret(name).getData());
  }

  private static Secret secret(String name) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .addToData("username", "c3RyYW5nZXI=")
        .build();
  }

  private static KubernetesClient client() {
    return pair.cluster().client();
  }

  private static boolean isTaken(String condition) {
    return pair.condition(condition)
        .filter(it -> it.status() == ConditionStatus.FALSE)
        .filter(it -> "NameTaken".equals(it.reason()))
        .isPresent();
  }

  private static String message() {
    return pair.condition("ConfigurationApplied").map(Condition::message).orElse("");
  }

  private static Service present(String name) {
    return client().services().inNamespace(NAMESPACE).withName(name).require();
  }

  private static Service service(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withSelector(STRANGER)
        .addNewPort()
        .withPort(80)
        .endPort()
        .endSpec()
        .build();
  }

  private static PersistentVolumeClaim claim(String name) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .withRequests(Map.of("storage", new Quantity("1Mi")))
        .endResources()
        .endSpec()
        .build();
  }
}
