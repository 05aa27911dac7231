package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.nodes.ProxyPlace;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.observe.PodView;
import io.redisfailover.operator.roll.RollStep;
import io.redisfailover.operator.round.SecretRefresh;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An object that was observed, deleted, and made anew by somebody else, on a real API server. */
class SeenObjectIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final RedisFailover CACHE = Samples.withSpec("{}");

  @BeforeEach
  void begin() {
    CACHE.getMetadata().setNamespace("default");
    deleteAll();
  }

  private static void deleteAll() {
    server.client().pods().inNamespace("default").withGracePeriod(0).delete();
    server.client().services().inNamespace("default").withName("cache-stats").delete();
  }

  @Test
  void isDeletedWhereItIsStillTheSame() {
    HasMetadata budget =
        server
            .client()
            .resource(
                new PodDisruptionBudgetBuilder()
                    .withNewMetadata()
                    .withName("cache-redis")
                    .withNamespace("default")
                    .endMetadata()
                    .withNewSpec()
                    .endSpec()
                    .build())
            .create();
    new Applier(server.client()).remove(budget);
    assertThat(server.client().resource(budget).get()).isNull();
    new Applier(server.client()).remove(budget);
  }

  @Test
  void isNotDeletedWhereAnotherOneHasItsName() {
    Service seen = server.client().resource(service()).create();
    server.client().resource(seen).delete();
    Service another = server.client().resource(service()).create();
    new Applier(server.client()).remove(seen);
    assertThat(uid(server.client().resource(another).get())).isEqualTo(uid(another));
  }

  @Test
  void isNotWrittenToWhereAnotherOneHasItsName() {
    Service seen = server.client().resource(service()).create();
    Applier applier = new Applier(server.client());
    Service desired = service();
    desired.getMetadata().setLabels(Map.of("ours", "yes"));
    assertThat(server.client().resource(applier.sameAs(seen, desired)).patch(Applier.APPLY))
        .extracting(written -> written.getMetadata().getLabels().get("ours"))
        .isEqualTo("yes");

    server.client().resource(seen).delete();
    assertGone(() -> patch(applier.sameAs(seen, desired)));
    Service another = server.client().resource(service()).create();
    assertGone(() -> patch(applier.sameAs(seen, desired)));
    assertThat(server.client().resource(another).get().getMetadata().getLabels()).isNullOrEmpty();
  }

  private static void patch(HasMetadata wanted) {
    var unused = server.client().resource(wanted).patch(Applier.APPLY);
  }

  private static void assertGone(Runnable write) {
    assertThatThrownBy(write::run)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> assertThat(SeenObject.isGone(refused)).isTrue());
  }

  @Test
  void aWriteThatIsRefusedForWhatItSaysIsNoSuchCase() {
    Service seen = server.client().resource(service()).create();
    Service wrong = service();
    wrong.getSpec().getPorts().getFirst().setPort(0);
    assertThatThrownBy(() -> patch(new Applier(server.client()).sameAs(seen, wrong)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> assertThat(SeenObject.isGone(refused)).isFalse());
  }

  @Test
  void aRollRestartsOnlyThePodThatItSaw() {
    Pod seen = server.client().resource(pod("cache-backup-0")).create();
    Pod another = again(seen);
    Roller roller = new Roller(server.client());
    roller.carryOut(restart(seen), CACHE, cluster(PodView.of(seen)));
    assertThat(uid(server.client().resource(another).get())).isEqualTo(uid(another));

    Pod changed = server.client().resource(another).edit(SeenObjectIT::annotated);
    roller.carryOut(restart(another), CACHE, cluster(PodView.of(another)));
    assertThat(server.client().resource(another).get()).as("it has changed").isNotNull();
    roller.carryOut(restart(changed), CACHE, cluster(PodView.of(changed)));
    assertThat(server.client().resource(another).get()).isNull();
  }

  @Test
  void aProxyIsTakenAwayOnlyWhereItIsTheOneThatIsGone() {
    Pod seen = server.client().resource(pod("cache-proxy-a")).create();
    Pod another = again(seen);
    try (OperatorMeters meters = new OperatorMeters(() -> true)) {
      EventWriter events =
          new EventWriter(server.client(), InstantSource.system(), "an-operator", meters);
      ProxyRemover remover = new ProxyRemover(server.client(), events);
      assertThat(remover.remove(CACHE, place(seen))).isTrue();
      assertThat(uid(server.client().resource(another).get())).isEqualTo(uid(another));
      assertThat(remover.remove(CACHE, place(another))).isTrue();
      assertThat(server.client().resource(another).get()).isNull();
    }
  }

  @Test
  void onlyThePodThatWasSeenIsToldOfNewPasswords() {
    Pod seen = server.client().resource(pod("cache-master-0")).create();
    Pod another = again(seen);
    SecretRefresher refresher = new SecretRefresher(server.client());
    refresher.carryOut(refresh(seen), CACHE);
    assertThat(server.client().resource(another).get().getMetadata().getAnnotations())
        .isNullOrEmpty();
    refresher.carryOut(refresh(another), CACHE);
    assertThat(server.client().resource(another).get().getMetadata().getAnnotations())
        .containsEntry(SecretRefresh.ANNOTATION, "now");
  }

  private static SecretRefresh refresh(Pod pod) {
    return new SecretRefresh(Map.of(pod.getMetadata().getName(), uid(pod)), "now");
  }

  private static RollStep restart(Pod pod) {
    return new RollStep.Restart(Server.BACKUP, uid(pod), "Restarting.");
  }

  private static ClusterView cluster(PodView pod) {
    return new ClusterView(
        Map.of(Server.BACKUP, pod), Map.of(), List.of(), Optional.empty(), Map.of());
  }

  private static ProxyPlace place(Pod pod) {
    return new ProxyPlace(
        pod.getMetadata().getName(),
        uid(pod),
        new Endpoint("192.0.2.1", 8182),
        "node",
        new Endpoint("192.0.2.2", 10_250));
  }

  private static Pod again(Pod pod) {
    server.client().resource(pod).withGracePeriod(0).delete();
    return server.client().resource(pod(pod.getMetadata().getName())).create();
  }

  private static Pod annotated(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .addToAnnotations("changed", "yes")
        .endMetadata()
        .build();
  }

  private static String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }

  private static Service service() {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("cache-stats")
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .addNewPort()
        .withPort(80)
        .endPort()
        .endSpec()
        .build();
  }

  private static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("redis")
        .withImage("redis:8.0")
        .endContainer()
        .endSpec()
        .build();
  }
}
