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
import io.redisfailover.e2e.cluster.Flux;
import io.redisfailover.e2e.cluster.Release;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A file that a tool applies every ten seconds, and what the tool deletes because it stands in no
 * file. Stand-ins: one sends what Argo CD sends, with the rights of the role {@code edit}; the
 * other is Flux's own library with Flux's rights.
 */
@Order(2)
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
  void argoCdAppliesAgainAndPrunesAndRequestsInTheFileAreCarriedOutOnce() throws Exception {
    ServerName next = pair.standby();
    String undue = DeployedPair.other(next) + " nobody-asked";
    Map<String, String> annotations = new HashMap<>();
    annotations.put(
        "argocd.argoproj.io/tracking-id",
        "shop:redisfailover.io/RedisFailover:%s/%s".formatted(NAMESPACE, NAME));
    annotations.put(Annotations.SWITCHOVER, next + " first");
    annotations.put(Annotations.KEEP_DATA_OF, undue);
    Supplier<List<String>> sync =
        () -> {
          pair.applyAs(tool, "argocd-controller", Map.of(INSTANCE, NAME), annotations, SPEC);
          return prune();
        };
    List<String> pruned =
        syncs(
            "Argo CD: applied again and pruned, with a switchover and a restart in the file",
            next,
            sync,
            () -> {
              List<String> servers = pair.uids();
              List<String> proxies = pair.proxies();
              annotations.put(Annotations.RESTART, "first");
              assertThat(sync.get()).isEmpty();
              pair.awaitReplaced(servers);
              pair.awaitActive(DeployedPair.other(next));
              assertThat(pair.proxies()).as("servers alone are restarted").isEqualTo(proxies);
            });
    assertThat(pruned).as("what a tool deletes that goes by its label").isEmpty();
    assertThat(pair.status().map(RedisFailoverStatus::requests).orElseThrow().keepDataOf())
        .isEqualTo(undue);
    assertThat(pair.times("RequestRefused")).as("a decision that is not due").isOne();
  }

  /** With the CRD of the chart in the file, and an object that stands there only at first. */
  @Test
  void fluxAppliesAgainAndPrunesAndARequestInTheFileIsCarriedOutOnce() throws Exception {
    Flux flux = Flux.of(pair.cluster());
    ServerName next = pair.standby();
    String crd = Release.crd();
    String resource = pair.yaml(Map.of(), Map.of(Annotations.SWITCHOVER, next + " second"), SPEC);
    String former =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: former, namespace: %s}
        """
            .formatted(NAMESPACE);
    List<String> first = List.of(crd, resource, former);
    List<List<String>> files = new ArrayList<>(List.of(first));
    List<String> done =
        syncs(
            "Flux: applied again and pruned, with a switchover in the file",
            next,
            () -> flux.reconcile(files.isEmpty() ? List.of(crd, resource) : files.removeFirst()),
            () -> {});
    assertThat(done.subList(first.size(), done.size()))
        .as("nobody else writes what Flux writes, and Flux deletes what left its file")
        .hasSize(2 * SYNCS + 1)
        .filteredOn(line -> !line.endsWith(" unchanged"))
        .containsExactly("pruned ConfigMap/%s/former deleted".formatted(NAMESPACE));
  }

  private static List<String> syncs(
      String scenario, ServerName next, Supplier<List<String>> sync, ScenarioRun.Trouble change)
      throws Exception {
    List<String> before = objects();
    List<String> pods = uidsOfAllPods();
    List<String> changed = new ArrayList<>();
    List<String> done = new ArrayList<>();
    ScenarioRun.planned(scenario, pair)
        .run(() -> {
          done.addAll(sync.get());
          pair.awaitActive(next);
          assertThat(uidsOfAllPods()).as("nothing was restarted").isEqualTo(pods);
          change.happen();
          changed.addAll(uidsOfAllPods());
          Optional<Long> epoch = pair.status().map(RedisFailoverStatus::epoch);
          for (int i = 0; i < SYNCS; i++) {
            done.addAll(sync.get());
            pause();
          }
          assertThat(pair.status().map(RedisFailoverStatus::epoch))
              .as("the requests in the file were carried out once")
              .isEqualTo(epoch);
        });
    assertThat(objects()).as("the objects are those of before").isEqualTo(before);
    assertThat(uidsOfAllPods()).as("nothing was restarted again").isEqualTo(changed);
    return done;
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
