package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.cluster.Writers;
import io.redisfailover.e2e.scenario.RedisPair;
import io.redisfailover.e2e.scenario.Trial;
import io.redisfailover.e2e.writers.Found;
import io.redisfailover.e2e.writers.Start;
import io.redisfailover.operator.api.v1.NodeName;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers with volumes: they go, with and without their data, and come back. */
@Timeout(900)
class StorageIT {
  private static final String SPEC =
      """
      redis: {image: "redis:7.0", storage: {size: 100Mi}}
      failover: {failback: {policy: Manual}}
      """;
  private static final int PORT = 6379;
  private static RedisPair pair;

  @BeforeAll
  static void apply() {
    pair = new RedisPair(TestCluster.get(), "e2e-storage", "store");
    pair.apply(SPEC).awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.delete();
    pair.cluster().client().persistentVolumeClaims().inNamespace(pair.namespace()).delete();
  }

  @Test
  void aServerWhoseDiskIsGoneIsFilledFromTheOther() throws Exception {
    NodeName active = pair.active();
    Trial.planned("active pod deleted with its volume", pair)
        .run(() -> {
          pair.deleteWithVolume(active);
          pair.awaitActive(RedisPair.other(active));
        });
  }

  @Test
  void bothPodsDeletedComeBackWithTheirData() throws Exception {
    Trial.planned("both pods deleted, volumes kept", pair)
        .run(() -> {
          List<String> before = pair.uids();
          pair.deletePod(pair.pod(NodeName.MASTER));
          pair.deletePod(pair.pod(NodeName.BACKUP));
          pair.awaitReplaced(before);
        });
  }

  /** Without a standby, so that it has an older copy, and there is nobody to hand over to. */
  @Test
  void aResourceThatIsMadeAgainTakesOverTheVolumesOfTheOldOne() throws Exception {
    Writers writers = pair.cluster().writers();
    String name = "kept" + System.nanoTime();
    NodeName active = pair.active();
    pair.apply(SPEC + "paused: true").awaitPaused();
    pair.scale(RedisPair.other(active), 0);
    writers.start(new Start(name, pair.host(), PORT, pair.password(), 2, 0));
    await("something was written").until(() -> writers.progress(name).acknowledged() > 1000);
    writers.stop(name);
    pair.delete();
    pair.apply(SPEC).awaitSettled();
    Found found = writers.find(name, pair.host(), PORT, pair.password());
    assertThat(found.acknowledged()).isPositive();
    assertThat(found.lost()).as("%s", found).isZero();
    assertThat(pair.active()).as("who was active last has the newest data").isEqualTo(active);
  }
}
