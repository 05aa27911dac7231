package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.desired.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pods that have the name of a server's pod. */
class ForeignPodsTest {
  private static final RedisFailover CACHE = Samples.withSpec("{}");
  private static final Pod MASTER = Pods.ready("cache-master-0", "10.0.0.1", Labels.REDIS);
  private static final Map<String, String> LABELS = Labels.selector(CACHE, ServerName.MASTER);

  @Test
  void aPodOfTheResourceIsNone() {
    assertThat(foreign(MASTER)).isEmpty();
  }

  @Test
  void aPodOfAnotherControllerIsOne() {
    Pod pod = ownedBy("Deployment", "cache-master");
    assertThat(foreign(pod)).containsExactly(pod);
    Pod other = ownedBy("StatefulSet", "shop-master");
    assertThat(foreign(other)).containsExactly(other);
  }

  /** Of a deleted resource it goes by itself; of somebody else's StatefulSet that one is told. */
  @Test
  void aPodOfAnotherStatefulSetOfTheSameNameGoesWithThatOne() {
    assertThat(foreign(ownedBy("StatefulSet", "cache-master"))).isEmpty();
  }

  @Test
  void aPodOfNobodyIsOneUnlessKubernetesGivesItToTheStatefulSet() {
    Pod bare = labelled(Map.of(Labels.COMPONENT, Labels.REDIS));
    assertThat(foreign(bare)).containsExactly(bare);
    Pod left = labelled(LABELS);
    assertThat(foreign(left)).isEmpty();
    assertThat(ForeignPods.of(CACHE, List.of(left))).containsExactly(left);
  }

  @Test
  void isInTheWayOfAServerAlsoWhereItGoesByItself() {
    Pod former = Pods.terminating(ownedBy("StatefulSet", "cache-master"));
    List<HasMetadata> objects = new ArrayList<>(Owned.below(CACHE));
    objects.add(Pods.ready("cache-backup-0", "10.0.0.2", Labels.REDIS));
    assertThat(ForeignPods.inTheWayOf(CACHE, objects)).isEmpty();
    objects.add(former);
    assertThat(ForeignPods.inTheWayOf(CACHE, objects)).containsExactly(Server.MASTER);
  }

  @Test
  void aPodOfAnotherNameIsInNobodysWay() {
    assertThat(foreign(Pods.ready("cache-master-1", "10.0.0.1", Labels.REDIS))).isEmpty();
  }

  private static List<Pod> foreign(Pod pod) {
    List<HasMetadata> objects = new ArrayList<>(Owned.below(CACHE));
    objects.add(pod);
    return ForeignPods.of(CACHE, objects);
  }

  private static Pod ownedBy(String kind, String name) {
    OwnerReference owner =
        new OwnerReferenceBuilder(Owned.by("another")).withKind(kind).withName(name).build();
    return new PodBuilder(MASTER).editMetadata().withOwnerReferences(owner).endMetadata().build();
  }

  private static Pod labelled(Map<String, String> labels) {
    return new PodBuilder(MASTER)
        .editMetadata()
        .withOwnerReferences()
        .withLabels(labels)
        .endMetadata()
        .build();
  }
}
