package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A file that a tool applies every ten seconds, and what the tool deletes because it stands in no
 * file. Stand-ins, which send what Argo CD and Flux send, with the rights of the role {@code edit}.
 */
@Timeout(900)
class GitOpsIT {
  private static final String NAMESPACE = "e2e-gitops";
  private static final String NAME = "shop";
  private static final String SPEC =
      """
      redis: {image: "redis:7.0", storage: {size: 100Mi}}
      failover: {failback: {policy: Manual}}
      """;
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final int SYNCS = 3;

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          PersistentVolumeClaim.class,
          Secret.class,
          ConfigMap.class,
          Service.class,
          StatefulSet.class,
          Deployment.class,
          PodDisruptionBudget.class,
          NetworkPolicy.class);

  private static DeployedPair pair;
  private static KubernetesClient tool;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), NAMESPACE, NAME);
    tool = pair.cluster().editor(NAMESPACE);
    pair.applyAs(tool, "e2e", Map.of(), Map.of(), SPEC);
    pair.awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.delete();
    tool.persistentVolumeClaims().inNamespace(NAMESPACE).delete();
    tool.close();
  }

  /** By its label, and by its annotation: an application of the name of the resource. */
  @Test
  void argoCdAppliesAgainAndPrunesAndARequestInTheFileIsCarriedOutOnce() throws Exception {
    ServerName next = pair.standby();
    syncs(
        "Argo CD: applied again and pruned, with a switchover in the file",
        "argocd-controller",
        Map.of(INSTANCE, NAME),
        Map.of(
            "argocd.argoproj.io/tracking-id",
            "shop:redisfailover.io/RedisFailover:%s/%s".formatted(NAMESPACE, NAME),
            Annotations.SWITCHOVER,
            next + " first"),
        next);
  }

  @Test
  void fluxAppliesAgainAndARequestInTheFileIsCarriedOutOnce() throws Exception {
    ServerName next = pair.standby();
    syncs(
        "Flux: applied again, with a switchover in the file",
        "kustomize-controller",
        Map.of(
            "kustomize.toolkit.fluxcd.io/name", "apps",
            "kustomize.toolkit.fluxcd.io/namespace", "flux-system"),
        Map.of(Annotations.SWITCHOVER, next + " second"),
        next);
  }

  private static void syncs(
      String scenario,
      String manager,
      Map<String, String> labels,
      Map<String, String> annotations,
      ServerName next)
      throws Exception {
    List<String> before = objects();
    List<String> pods = uidsOfAllPods();
    List<String> pruned = new ArrayList<>();
    ScenarioRun.planned(scenario, pair)
        .run(() -> {
          pair.applyAs(tool, manager, labels, annotations, SPEC);
          pair.awaitActive(next);
          Optional<Long> epoch = pair.status().map(RedisFailoverStatus::epoch);
          for (int i = 0; i < SYNCS; i++) {
            pair.applyAs(tool, manager, labels, annotations, SPEC);
            pruned.addAll(prune());
            pause();
          }
          assertThat(pair.status().map(RedisFailoverStatus::epoch))
              .as("the request in the file was carried out once")
              .isEqualTo(epoch);
        });
    assertThat(pruned).as("what a tool deletes that goes by its label").isEmpty();
    assertThat(objects()).as("the objects are those of before").isEqualTo(before);
    assertThat(uidsOfAllPods()).as("nothing was restarted").isEqualTo(pods);
  }

  /** The length of what is played: a tool that applies every ten seconds. */
  private static void pause() {
    await("the next synchronization")
        .pollDelay(BETWEEN)
        .atMost(BETWEEN.multipliedBy(3))
        .until(() -> true);
  }

  /**
   * Deletes what bears the label of the application, has no owner, and does not ask to be left: all
   * that stands in the file is the resource.
   *
   * @return what was deleted
   */
  private static List<String> prune() {
    return labelled()
        .filter(object -> object.getMetadata().getOwnerReferences().isEmpty())
        .filter(object -> !asksToBeLeft(object))
        .map(object -> {
          tool.resource(object).delete();
          return object.getKind() + " " + object.getMetadata().getName();
        })
        .toList();
  }

  private static boolean asksToBeLeft(HasMetadata object) {
    String options =
        object.getMetadata().getAnnotations().getOrDefault("argocd.argoproj.io/sync-options", "");
    return List.of(options.split(",", -1)).contains("Prune=false");
  }

  private static Stream<HasMetadata> labelled() {
    return KINDS.stream()
        .flatMap(kind ->
            tool
                .resources(kind)
                .inNamespace(NAMESPACE)
                .withLabel(INSTANCE, NAME)
                .list()
                .getItems()
                .stream());
  }

  /** All objects but the pods, with their unique IDs; none is being deleted. */
  private static List<String> objects() {
    return labelled()
        .map(object -> object.getMetadata())
        .filter(metadata -> metadata.getDeletionTimestamp() == null)
        .map(metadata -> metadata.getName() + " " + metadata.getUid())
        .sorted()
        .toList();
  }

  private static List<String> uidsOfAllPods() {
    return pair.podObjects().stream().map(pod -> pod.getMetadata().getUid()).sorted().toList();
  }
}
