package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.nodes.ProxyPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What runs in the cluster for one resource. */
class ClusterViewTest {
  private static final RedisFailover CACHE = Samples.withSpec("{}");
  private static final Pod MASTER = Pods.ready("cache-master-0", "10.0.0.1", Labels.REDIS);
  private static final Pod BACKUP = Pods.ready("cache-backup-0", "10.0.0.2", Labels.REDIS);
  private static final Pod PROXY_A = Pods.ready("cache-proxy-a", "10.0.0.9", Labels.PROXY);
  private static final Pod PROXY_B = Pods.ready("cache-proxy-b", "10.0.0.8", Labels.PROXY);

  @Test
  void findsTheServersByTheNamesOfTheirPods() {
    ClusterView cluster = of(MASTER, PROXY_A, BACKUP);
    assertThat(cluster.servers())
        .containsOnlyKeys(Server.MASTER, Server.BACKUP)
        .containsEntry(Server.MASTER, PodView.of(MASTER))
        .containsEntry(Server.BACKUP, PodView.of(BACKUP));
  }

  @Test
  void passesOverPodsThatAreNoServersOfIt() {
    assertThat(of(Pods.ready("cache-master-1", "10.0.0.3", Labels.REDIS)).servers()).isEmpty();
    assertThat(of(Pods.ready("other-master-0", "10.0.0.3", Labels.REDIS)).servers()).isEmpty();
  }

  /** A server is told passwords. */
  @Test
  void takesNoPodThatOnlyHasTheNameAndTheLabelsOfAServer() {
    Pod bare = new PodBuilder(MASTER).editMetadata().withOwnerReferences().endMetadata().build();
    OwnerReference other = Owned.by("uid-of-a-stranger");
    Pod strangers =
        new PodBuilder(BACKUP).editMetadata().withOwnerReferences(other).endMetadata().build();
    ClusterView cluster = of(bare, strangers);
    assertThat(cluster.servers()).isEmpty();
    assertThat(cluster.lacksPod()).isTrue();
    assertThat(cluster.endpoints(CACHE, Optional.empty()).master())
        .isEqualTo(new Endpoint("cache-master-0.cache-servers.shop.svc", 6379));
  }

  /** It was deleted and made again, and the pods of before are still being stopped. */
  @Test
  void takesNeitherPodNorRevisionOfADeletedResourceOfTheSameName() {
    RedisFailover former = Samples.withSpec("{}");
    former.getMetadata().setUid("former");
    List<HasMetadata> objects = new ArrayList<>();
    Owned.below(former).stream()
        .filter(object -> !(object instanceof StatefulSet))
        .forEach(objects::add);
    objects.add(set(former, "cache-master", 3L, 3L));
    objects.addAll(List.of(MASTER, Pods.terminating(BACKUP)));
    ClusterView cluster = ClusterView.of(CACHE, objects);
    assertThat(cluster.servers()).isEmpty();
    assertThat(cluster.revisions()).isEmpty();
    assertThat(cluster.rollout()).isEmpty();
    assertThat(cluster.setsWithoutPod(CACHE, objects)).isEmpty();
    assertThat(ClusterView.of(former, objects).servers()).containsOnlyKeys(Server.MASTER);
  }

  @Test
  void dialsTheAddressOfAPodAndTheNameOfOneThatHasNone() {
    ClusterView cluster = of(MASTER, Pods.bare("cache-backup-0", Labels.REDIS));
    assertThat(cluster.endpoints(CACHE, Optional.empty()).master())
        .isEqualTo(new Endpoint("10.0.0.1", 6379));
    assertThat(cluster.endpoints(CACHE, Optional.empty()).backup())
        .isEqualTo(new Endpoint("cache-backup-0.cache-servers.shop.svc", 6379));
  }

  @Test
  void aServerWithoutAPodStaysWhereItWas() {
    Endpoints before = of(MASTER).endpoints(CACHE, Optional.empty());
    assertThat(of().endpoints(CACHE, Optional.of(before))).isEqualTo(before);
  }

  @Test
  void dialsTheNamesWhileThereAreNoPods() {
    assertThat(of().endpoints(CACHE, Optional.empty()).master())
        .isEqualTo(new Endpoint("cache-master-0.cache-servers.shop.svc", 6379));
  }

  @Test
  void tellsEveryProxyThatHasAnAddressInAFixedOrder() {
    ClusterView cluster = of(PROXY_A, PROXY_B, Pods.bare("cache-proxy-c", Labels.PROXY), MASTER);
    assertThat(cluster.controls())
        .containsExactly(new Endpoint("10.0.0.8", 8182), new Endpoint("10.0.0.9", 8182));
  }

  @Test
  void tellsAProxyThatIsBeingStoppedBecauseItStillHasClients() {
    assertThat(of(Pods.terminating(PROXY_A)).controls())
        .containsExactly(new Endpoint("10.0.0.9", 8182));
  }

  @Test
  void tellsNoPodThatOnlyBearsTheLabelsOfAProxy() {
    Pod bare = new PodBuilder(PROXY_A).editMetadata().withOwnerReferences().endMetadata().build();
    assertThat(of(bare, PROXY_B).controls()).containsExactly(new Endpoint("10.0.0.8", 8182));
    assertThat(of(bare).readyProxies()).isZero();
  }

  @Test
  void tellsNoPodOfADeploymentThatIsNotItsOwn() {
    RedisFailover other = Samples.withSpec("{}");
    other.getMetadata().setUid("another");
    List<HasMetadata> objects = new ArrayList<>(Owned.below(other));
    objects.add(PROXY_A);
    assertThat(ClusterView.of(CACHE, objects).controls()).isEmpty();
  }

  @Test
  void tellsNoPodOfAnOwnerThatIsNoController() {
    OwnerReference claim =
        new OwnerReferenceBuilder(Owned.by("uid-of-replica-set")).withController(null).build();
    Pod pod =
        new PodBuilder(PROXY_A).editMetadata().withOwnerReferences(claim).endMetadata().build();
    assertThat(of(pod).controls()).isEmpty();
  }

  @Test
  void countsTheProxiesThatTakeClients() {
    assertThat(of(PROXY_A, PROXY_B, MASTER).readyProxies()).isEqualTo(2);
    assertThat(of(PROXY_A, Pods.terminating(PROXY_B)).readyProxies()).isEqualTo(1);
    assertThat(of(Pods.bare("cache-proxy-c", Labels.PROXY)).readyProxies()).isZero();
  }

  @Test
  void saysWhereReadyProxiesRunAndWhichNodesThereAre() {
    Pod placed = Pods.on(PROXY_A, "node-1", "192.0.2.1");
    Pod[] pods = {
      placed,
      PROXY_B,
      Pods.terminating(Pods.on(PROXY_B, "node-3", "192.0.2.3")),
      Pods.on(MASTER, "node-2", "192.0.2.2")
    };
    ClusterView cluster = of(pods);
    Endpoint kubelet = new Endpoint("192.0.2.1", 10_250);
    assertThat(cluster.places())
        .containsExactly(
            new ProxyPlace(
                placed.getMetadata().getName(),
                placed.getMetadata().getUid(),
                new Endpoint(placed.getStatus().getPodIP(), 8182),
                "node-1",
                kubelet));
    assertThat(ClusterView.kubelets(Stream.of(pods)))
        .containsExactlyInAnyOrder(
            kubelet, new Endpoint("192.0.2.2", 10_250), new Endpoint("192.0.2.3", 10_250));
  }

  @Test
  void knowsTheRevisionThatAPodShouldHave() {
    assertThat(sets(set("cache-backup", 3L, 3L)).revisions())
        .containsExactly(Map.entry(Server.BACKUP, "cache-backup-new"));
  }

  @Test
  void doesNotTakeTheRevisionOfAnOlderSpecForTheWantedOne() {
    assertThat(sets(set("cache-backup", 3L, 2L)).revisions()).isEmpty();
  }

  @Test
  void knowsNoRevisionBeforeKubernetesHasLookedAtTheSet() {
    StatefulSet fresh =
        new StatefulSetBuilder(set("cache-backup", 1L, 1L)).withStatus(null).build();
    assertThat(sets(fresh).revisions()).isEmpty();
  }

  @Test
  void findsTheStatefulSetsThatHaveNoPod() {
    List<HasMetadata> objects =
        List.of(set("cache-master", 1L, 1L), set("cache-backup", 1L, 1L), set("other", 1L, 1L));
    ClusterView none = ClusterView.of(CACHE, objects);
    assertThat(none.lacksPod()).isTrue();
    assertThat(none.setsWithoutPod(CACHE, objects))
        .containsOnlyKeys(Server.MASTER, Server.BACKUP)
        .containsEntry(Server.BACKUP, set("cache-backup", 1L, 1L));
    ClusterView master = of(MASTER);
    assertThat(master.lacksPod()).isTrue();
    assertThat(master.setsWithoutPod(CACHE, objects)).containsOnlyKeys(Server.BACKUP);
    assertThat(of(MASTER, Pods.bare("cache-backup-0", Labels.REDIS)).lacksPod()).isFalse();
  }

  @Test
  void keepsTheWordsOfARefusalWhereOnlyTheRevisionsAreUnknown() {
    Map<Server, String> words = Map.of(Server.BACKUP, "exceeded quota");
    assertThat(of(MASTER).refusals()).isEmpty();
    assertThat(of(MASTER).withRefusals(words).withoutRevisions().refusals()).isEqualTo(words);
  }

  @Test
  void namesTheServersAsTheResourceDoes() {
    assertThat(ServerName.values())
        .allMatch(name -> ClusterView.name(ClusterView.server(name)) == name);
    assertThat(ClusterView.server(ServerName.MASTER)).isEqualTo(Server.MASTER);
  }

  private static ClusterView of(Pod... pods) {
    List<HasMetadata> objects = new ArrayList<>(Owned.below(CACHE));
    objects.addAll(List.of(pods));
    return ClusterView.of(CACHE, objects);
  }

  private static ClusterView sets(StatefulSet... sets) {
    return ClusterView.of(CACHE, List.of(sets));
  }

  private static StatefulSet set(String name, long generation, long observed) {
    return set(CACHE, name, generation, observed);
  }

  private static StatefulSet set(RedisFailover owner, String name, long generation, long observed) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-of-" + name)
        .withOwnerReferences(Owned.by(owner.getMetadata().getUid()))
        .withGeneration(generation)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(observed)
        .withUpdateRevision(name + "-new")
        .endStatus()
        .build();
  }
}
