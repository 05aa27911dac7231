package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfflineGrowthTest {
  private static final RedisFailover RESOURCE = Samples.withSpec("redis: {storage: {size: 2Gi}}");
  private static final String EARLIER = "2026-11-30T10:00:00Z";
  private static final String LATER = "2026-11-30T10:00:01Z";

  private static Pod pod(String server, String created) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("cache-" + server + "-0")
        .withOwnerReferences(Owned.by("uid-of-cache-" + server))
        .withCreationTimestamp(created)
        .endMetadata()
        .build();
  }

  private static PersistentVolumeClaim claim(
      String server, String condition, String status, String since) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("data-cache-" + server + "-0")
        .withOwnerReferences(Owned.by(RESOURCE.getMetadata().getUid()))
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType(condition)
        .withStatus(status)
        .withLastTransitionTime(since)
        .endCondition()
        .endStatus()
        .build();
  }

  private static Set<Server> waiting(HasMetadata... objects) {
    return waiting(Instant.parse(LATER).plus(OfflineGrowth.IN_PLACE), objects);
  }

  private static Set<Server> waiting(Instant now, HasMetadata... objects) {
    return OfflineGrowth.waiting(RESOURCE, withSets(objects), now);
  }

  private static List<HasMetadata> withSets(HasMetadata... objects) {
    List<HasMetadata> all = new ArrayList<>(Owned.below(RESOURCE));
    all.addAll(List.of(objects));
    return all;
  }

  /** No pod is restarted for a claim of somebody else. */
  @Test
  void aClaimOrAPodOfSomebodyElseDoesNotCount() {
    PersistentVolumeClaim claim = claim("master", "FileSystemResizePending", "True", LATER);
    Pod pod = pod("master", EARLIER);
    assertThat(waiting(pod, claim)).containsExactly(Server.MASTER);
    OwnerReference other = Owned.by("another");
    assertThat(
            waiting(
                pod,
                new PersistentVolumeClaimBuilder(claim)
                    .editMetadata()
                    .withOwnerReferences(other)
                    .endMetadata()
                    .build()))
        .isEmpty();
    assertThat(
            waiting(
                new PodBuilder(pod).editMetadata().withOwnerReferences(other).endMetadata().build(),
                claim))
        .isEmpty();
  }

  @Test
  void theServersWhoseVolumesWaitForAMountNeedARestart() {
    assertThat(
            waiting(
                pod("master", EARLIER),
                claim("master", "FileSystemResizePending", "True", LATER),
                pod("backup", LATER),
                claim("backup", "FileSystemResizePending", "True", LATER)))
        .containsExactlyInAnyOrder(Server.MASTER, Server.BACKUP);
  }

  /** Kubernetes says for a moment the same of a volume that grows in place. */
  @Test
  void aVolumeThatMayStillGrowInPlaceIsGivenTime() {
    HasMetadata[] objects = {
      pod("master", EARLIER), claim("master", "FileSystemResizePending", "True", LATER)
    };
    Instant due = Instant.parse(LATER).plus(OfflineGrowth.IN_PLACE);
    assertThat(waiting(due.minusMillis(1), objects)).isEmpty();
    assertThat(waiting(due, objects)).containsExactly(Server.MASTER);
    assertThat(OfflineGrowth.isUnderWay(RESOURCE, withSets(objects))).isTrue();
    assertThat(OfflineGrowth.isUnderWay(RESOURCE, withSets(pod("master", LATER)))).isFalse();
  }

  @Test
  void aPodThatHasMountedItSinceIsNotRestartedAgain() {
    assertThat(
            waiting(
                pod("master", LATER), claim("master", "FileSystemResizePending", "True", EARLIER)))
        .isEmpty();
  }

  @Test
  void aGrowthThatNeedsNoRestartIsLeftAlone() {
    assertThat(
            waiting(
                pod("master", EARLIER),
                claim("master", "Resizing", "True", LATER),
                pod("backup", EARLIER),
                claim("backup", "FileSystemResizePending", "False", LATER)))
        .isEmpty();
    assertThat(waiting(pod("master", EARLIER))).isEmpty();
    assertThat(waiting(claim("master", "FileSystemResizePending", "True", LATER))).isEmpty();
  }
}
