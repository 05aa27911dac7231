package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisfailover.e2e.cluster.Release;
import io.redisfailover.e2e.cluster.Release.Build;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** From the build before this one to this one, part by part, and back, while clients write. */
@Isolated("it installs another build of the operator")
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeIT {
  private static TestCluster cluster;
  private static DeployedPair pair;

  @BeforeAll
  static void installTheOlderBuild() {
    cluster = TestCluster.get();
    Release.loadOlder(cluster);
    Release.install(cluster, Build.OLDER, Build.OLDER);
    pair = new DeployedPair(cluster, "e2e-upgrade", "cache");
    pair.apply(
            """
            redis: {image: "redis:7.0", storage: {size: 100Mi}}
            failover: {failback: {policy: Manual}}
            """)
        .awaitSettled();
  }

  @AfterAll
  static void installThisBuild() {
    if (pair != null) {
      pair.delete();
      cluster.client().persistentVolumeClaims().inNamespace(pair.namespace()).delete();
      Release.install(cluster, Build.PRESENT, Build.PRESENT);
    }
  }

  @Test
  @Order(1)
  void anUpgradeLosesNothing() throws Exception {
    Map<String, Map<String, String>> labels = labelsOfClaims();
    ScenarioRun.planned("upgrade by one build", pair)
        .run(() -> bringTo(Build.OLDER, Build.PRESENT));
    assertThat(labelsOfClaims()).as("labels of claims, which others select by").isEqualTo(labels);
    assertThat(claims())
        .as("what Argo CD leaves alone")
        .hasSize(2)
        .allMatch(claim ->
            "Prune=false"
                .equals(
                    claim.getMetadata().getAnnotations().get("argocd.argoproj.io/sync-options")));
  }

  private static List<PersistentVolumeClaim> claims() {
    return cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(pair.namespace())
        .list()
        .getItems();
  }

  private static Map<String, Map<String, String>> labelsOfClaims() {
    return claims().stream()
        .map(HasMetadata::getMetadata)
        .collect(Collectors.toMap(ObjectMeta::getName, ObjectMeta::getLabels));
  }

  @Test
  @Order(2)
  void aDowngradeLosesNothing() throws Exception {
    ScenarioRun.planned("downgrade by one build", pair)
        .run(() -> bringTo(Build.PRESENT, Build.OLDER));
  }

  /** The operator first, then the proxies, then the servers. */
  private static void bringTo(Build from, Build to) {
    Release.install(cluster, to, from);
    pair.awaitSettled();
    List<String> proxies = pair.proxies();
    Release.install(cluster, to, to);
    await("every proxy is replaced")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> pair.proxies().stream().noneMatch(proxies::contains));
    pair.awaitSettled();
    List<String> servers = pair.uids();
    pair.annotate("redisfailover.io/restart", to.name());
    pair.awaitReplaced(servers);
    pair.awaitSettled();
  }
}
