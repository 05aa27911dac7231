package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.Operator;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The conditions as clients read them, and as tools judge them that know kstatus. */
class ConditionsForClientsIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final OperatorMeters METERS = new OperatorMeters(() -> true);

  private static final String REJECTED =
      "proxy: {replicas: 5, check: {steps: [{expectRegex: '('}]}}";

  /** A round that is due begins within this time. */
  private static final Duration A_ROUND = Duration.ofSeconds(3);

  private static Optional<Operator> operator = Optional.empty();

  @BeforeAll
  static void start() throws IOException {
    server.install();
    operator = Optional.of(Operators.start(server.client(), METERS, "proxy:1", Map.of()));
  }

  @AfterAll
  static void stop() {
    operator.ifPresent(Operator::stop);
    METERS.close();
  }

  @Test
  void showASpecThatIsRejectedAsStalledUntilItIsCorrected() {
    LiveResource resource = create("rejected");
    List<HasMetadata> before = resource.objects();
    resource.spec(REJECTED);
    Condition applied = resource.awaitCondition("ConfigurationApplied", "InvalidSpec");
    assertThat(applied.status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(applied.message()).contains("proxy.check.steps");
    assertThat(resource.condition("Stalled"))
        .hasValueSatisfying(stalled -> {
          assertThat(stalled.status()).isEqualTo(ConditionStatus.TRUE);
          assertThat(stalled.reason()).isEqualTo("InvalidSpec");
          assertThat(stalled.message()).isEqualTo(applied.message());
        });
    assertThat(resource.condition("Ready").map(Condition::status)).contains(ConditionStatus.FALSE);
    assertOf(resource, 2);
    assertThat(kstatus(resource)).isEqualTo("Failed");
    assertThat(resource.objects()).isEqualTo(before);

    resource.spec("proxy: {replicas: 5}");
    resource.awaitCondition("ConfigurationApplied", "Applied");
    assertThat(resource.condition("Stalled")).isEmpty();
    assertOf(resource, 3);
    assertThat(kstatus(resource)).isEqualTo("InProgress");
    assertThat(resource.await(Deployment.class, "cache-proxy").getSpec().getReplicas())
        .isEqualTo(5);
  }

  @Test
  void showNothingThatIsNotKnownWhileTheOperatorIsPaused() {
    LiveResource resource = create("paused");
    resource.spec(REJECTED);
    resource.awaitCondition("Stalled", "InvalidSpec");
    resource.spec("{paused: true, " + REJECTED + "}");
    resource.awaitCondition("Ready", "Paused");
    List<HasMetadata> before = resource.objects();
    resource.spec("{paused: true, proxy: {replicas: 5}}");
    resource.awaitObserved(4L);
    assertThat(resource.present().getMetadata().getGeneration()).isEqualTo(4);
    assertThat(List.of("Ready", "InSync", "ProxiesAgree", "ConfigurationApplied"))
        .map(type -> resource.condition(type).orElseThrow())
        .allSatisfy(condition -> {
          assertThat(condition.status()).isEqualTo(ConditionStatus.UNKNOWN);
          assertThat(condition.reason()).isEqualTo("Paused");
          assertThat(condition.observedGeneration()).isEqualTo(4);
        });
    assertThat(resource.condition("DataAtRisk").orElseThrow().observedGeneration()).isEqualTo(4);
    assertThat(resource.present().getStatus().phase()).isEqualTo(Phase.PAUSED);
    assertThat(resource.condition("Progressing").map(Condition::status))
        .contains(ConditionStatus.FALSE);
    assertThat(resource.condition("Stalled")).isEmpty();
    assertThat(resource.condition("Reconciling")).isEmpty();
    assertThat(resource.objects()).isEqualTo(before);

    PodDisruptionBudget budget = resource.await(PodDisruptionBudget.class, "cache-proxy");
    server.client().resource(budget).delete();
    Awaitility.await()
        .during(A_ROUND)
        .atMost(LiveResource.SOON)
        .until(() -> resource.find(PodDisruptionBudget.class, "cache-proxy").isEmpty());

    resource.spec("proxy: {replicas: 5}");
    resource.awaitCondition("ConfigurationApplied", "Applied");
    resource.await(PodDisruptionBudget.class, "cache-proxy");
    assertOf(resource, 5);
    assertThat(resource.await(Deployment.class, "cache-proxy").getSpec().getReplicas())
        .isEqualTo(5);
  }

  @Test
  void showAVolumeClaimThatAQuotaRefusesAsTriedAgainUntilThereIsRoom() {
    LiveResource resource = resource("full");
    resource.createNamespace(Map.of());
    ResourceQuota quota = resource.refuse("count/persistentvolumeclaims");
    resource.create("redis: {storage: {size: 1Gi}}");
    Condition applied = resource.awaitCondition("ConfigurationApplied", "ApplyFailed");
    assertThat(applied.status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(applied.message()).contains("data-cache-master-0", "exceeded quota: none");
    assertThat(resource.condition("Stalled")).isEmpty();
    assertThat(resource.condition("Reconciling"))
        .hasValueSatisfying(moving -> {
          assertThat(moving.status()).isEqualTo(ConditionStatus.TRUE);
          assertThat(moving.reason()).isEqualTo("InProgress");
          assertThat(moving.message()).isEqualTo(applied.message());
        });
    assertOf(resource, 1);
    assertThat(kstatus(resource)).isEqualTo("InProgress");
    resource.await(Deployment.class, "cache-proxy");
    assertThat(resource.all(StatefulSet.class)).as("their pods would wait").isEmpty();

    server.client().resource(quota).delete();
    resource.await(PersistentVolumeClaim.class, "data-cache-backup-0");
    resource.await(StatefulSet.class, "cache-backup");
    resource.awaitCondition("ConfigurationApplied", "Applied");
    assertThat(resource.condition("Reconciling").map(Condition::message).orElse(""))
        .doesNotContain("quota");
  }

  /** A resource that is installed, and of which nothing runs. */
  private static LiveResource create(String namespace) {
    LiveResource resource = resource(namespace);
    resource.createNamespace(Map.of());
    resource.create("{}");
    Awaitility.await()
        .atMost(LiveResource.SOON)
        .until(() -> {
          new StandInControllers(server.client(), namespace).step();
          return resource.all(PodDisruptionBudget.class).size() == 2
              && resource
                  .condition("ConfigurationApplied")
                  .filter(it -> it.status() == ConditionStatus.TRUE)
                  .isPresent();
        });
    resource.round();
    return resource;
  }

  private static LiveResource resource(String namespace) {
    return new LiveResource(server.client(), namespace, "cache");
  }

  /** Status and conditions are of this generation, which is the newest one. */
  private static void assertOf(LiveResource resource, long generation) {
    RedisFailover present = resource.present();
    assertThat(present.getMetadata().getGeneration()).isEqualTo(generation);
    assertThat(present.getStatus().observedGeneration()).isEqualTo(generation);
    assertThat(resource.conditions())
        .extracting(Condition::observedGeneration)
        .containsOnly(generation);
  }

  /** As kstatus judges a resource of a kind that it does not know. */
  private static String kstatus(LiveResource resource) {
    RedisFailover present = resource.present();
    if (!present.getMetadata().getGeneration().equals(present.getStatus().observedGeneration())) {
      return "InProgress";
    }
    for (Condition condition : resource.conditions()) {
      if (condition.status() == ConditionStatus.TRUE) {
        switch (condition.type()) {
          case "Reconciling" -> {
            return "InProgress";
          }
          case "Stalled" -> {
            return "Failed";
          }
          default -> {}
        }
      }
    }
    return resource
        .condition("Ready")
        .map(ready -> ready.status() == ConditionStatus.TRUE ? "Current" : "InProgress")
        .orElse("Current");
  }
}
