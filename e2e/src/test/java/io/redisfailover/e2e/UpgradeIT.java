package io.redisfailover.e2e;

import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.Release;
import io.redisfailover.e2e.cluster.Release.Build;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** From the build before this one to this one, part by part, and back, while clients write. */
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
            redis: {image: "redis:7.0"}
            failover: {failback: {policy: Manual}}
            """)
        .awaitSettled();
  }

  @AfterAll
  static void installThisBuild() {
    if (pair != null) {
      pair.delete();
      Release.install(cluster, Build.PRESENT, Build.PRESENT);
    }
  }

  @Test
  @Order(1)
  void anUpgradeLosesNothing() throws Exception {
    ScenarioRun.planned("upgrade by one build", pair)
        .run(() -> bringTo(Build.OLDER, Build.PRESENT));
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
