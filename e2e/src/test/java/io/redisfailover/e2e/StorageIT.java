package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.cluster.WriterPod;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.e2e.writers.Start;
import io.redisfailover.e2e.writers.WriteAuditReply;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Servers with volumes: they go, with and without their data, and come back. */
@Order(3)
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StorageIT {
  private static final String SPEC =
      """
      redis: {image: "redis:7.0", storage: {size: 100Mi}}
      failover: {failback: {policy: Manual}}
      """;
  private static final int PORT = 6379;
  private static DeployedPair pair;
  private static DeployedPair grown;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-storage", "store");
    grown = new DeployedPair(TestCluster.get(), "e2e-storage", "grown");
    List.of(pair, grown).forEach(it -> it.apply(SPEC));
    List.of(pair, grown).forEach(DeployedPair::awaitSettled);
  }

  @AfterAll
  static void delete() {
    DeployedPair.deleteAll(List.of(pair, grown));
    pair.cluster().client().persistentVolumeClaims().inNamespace(pair.namespace()).delete();
  }

  @Test
  void aServerWhoseDiskIsGoneIsFilledFromTheOther() throws Exception {
    ServerName active = pair.active();
    ScenarioRun.planned("active pod deleted with its volume", pair)
        .run(() -> {
          pair.deleteWithVolume(active);
          pair.awaitActive(DeployedPair.other(active));
        });
  }

  @Test
  void bothPodsDeletedComeBackWithTheirData() throws Exception {
    ScenarioRun.planned("both pods deleted, volumes kept", pair)
        .run(() -> {
          List<String> before = pair.uids();
          pair.deletePod(pair.pod(ServerName.MASTER));
          pair.deletePod(pair.pod(ServerName.BACKUP));
          pair.awaitReplaced(before);
        });
  }

  /** The class of the cluster cannot grow. */
  @Test
  void aGrowthThatIsRefusedStopsNothingElseAndCanBeTakenBack() {
    pair.apply(SPEC.replace("100Mi", "200Mi") + "proxy: {replicas: 3}");
    await("the words of Kubernetes are told")
        .atMost(DeployedPair.PATIENCE)
        .untilAsserted(() -> {
          assertThat(configuration().status()).isEqualTo(ConditionStatus.FALSE);
          assertThat(configuration().message())
              .contains("only dynamically provisioned pvc can be resized");
        });
    await("the rest of the spec is applied")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> pair.proxies().size() == 3);
    pair.apply(SPEC).awaitSettled();
    awaitApplied();
    await("the third proxy has gone")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> pair.proxies().size() == 2);
  }

  /**
   * As an external resizer does whose volumes grow at their next mount; a stand-in. The operator
   * gives them 90 s to grow in place, most of which have passed when this is the last test.
   */
  @Test
  @Order(Order.DEFAULT + 1)
  void volumesThatGrowAtTheirMountAreMountedAnew() throws Exception {
    ScenarioRun.planned("volumes that grow at their next mount", grown)
        .run(() -> {
          List<String> before = grown.uids();
          for (ServerName server : ServerName.values()) {
            say(server, pendingSince(grown.startOf(server)));
          }
          grown.awaitReplaced(before);
        });
    List<String> mounted = grown.uids();
    await("nothing is restarted once more")
        .during(Duration.ofSeconds(5))
        .atMost(DeployedPair.PATIENCE)
        .until(() -> grown.uids().equals(mounted));
    for (ServerName server : ServerName.values()) {
      say(server, "[]");
    }
  }

  private static String pendingSince(String time) {
    return """
    [{"type": "FileSystemResizePending", "status": "True", "lastTransitionTime": "%s"}]
    """
        .formatted(time);
  }

  private static void say(ServerName server, String conditions) {
    grown
        .cluster()
        .client()
        .persistentVolumeClaims()
        .inNamespace(grown.namespace())
        .withName("data-" + grown.pod(server))
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\":{\"conditions\":%s}}".formatted(conditions));
  }

  @Test
  void aVolumeThatIsToShrinkStaysAsItIs() {
    pair.apply(SPEC.replace("100Mi", "50Mi"));
    await("it is refused")
        .atMost(DeployedPair.PATIENCE)
        .untilAsserted(() ->
            assertThat(configuration().message())
                .startsWith("spec.redis.storage.size: the volume of data-store-")
                .endsWith("has 100Mi, and volumes cannot shrink to 50Mi; set 100Mi or more."));
    pair.apply(SPEC).awaitSettled();
    awaitApplied();
  }

  private static void awaitApplied() {
    await("the spec is applied")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> configuration().status() == ConditionStatus.TRUE);
  }

  private static Condition configuration() {
    return pair.condition("ConfigurationApplied").orElseThrow();
  }

  /** Without a standby, so that it has an older copy, and there is nobody to hand over to. */
  @Test
  void aResourceThatIsMadeAgainTakesOverTheVolumesOfTheOldOne() throws Exception {
    WriterPod writers = pair.cluster().writers();
    String name = "kept" + System.nanoTime();
    ServerName active = pair.active();
    pair.apply(SPEC + "paused: true").awaitPaused();
    pair.scale(DeployedPair.other(active), 0);
    writers.start(
        new Start(
            name, pair.host(), PORT, pair.password(), 2, 0, DeployedPair.PATIENCE.toMillis()));
    await("something was written").until(() -> writers.progress(name).acknowledged() > 1000);
    writers.stop(name);
    pair.delete();
    pair.apply(SPEC).awaitSettled();
    WriteAuditReply found = writers.find(name, pair.host(), PORT, pair.password());
    assertThat(found.acknowledged()).isPositive();
    assertThat(found.lost()).as("%s", found).isZero();
    assertThat(pair.active()).as("who was active last has the newest data").isEqualTo(active);
  }
}
