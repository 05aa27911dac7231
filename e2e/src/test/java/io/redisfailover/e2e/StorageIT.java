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

  /**
   * Its end is a hand-over to the other one as long as that is there: either may be the one with
   * the newest data. The clients write until the last one is gone, so the copies differ.
   */
  @Test
  void aResourceThatIsMadeAgainTakesOverTheVolumesOfTheOldOne() throws Exception {
    Writers writers = pair.cluster().writers();
    String name = "kept" + System.nanoTime();
    writers.start(new Start(name, pair.host(), PORT, pair.password(), 2, 0));
    await("something was written").until(() -> writers.progress(name).acknowledged() > 1000);
    pair.delete();
    writers.stop(name);
    pair.apply(SPEC).awaitSettled();
    Found found = writers.find(name, pair.host(), PORT, pair.password());
    assertThat(found.acknowledged()).isPositive();
    assertThat(found.lost()).as("%s", found).isZero();
  }
}
