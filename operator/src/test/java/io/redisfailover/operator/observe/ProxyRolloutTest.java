package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.observe.ProxyRollout.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the Deployment of the proxies has still to do, as Kubernetes shows it. */
class ProxyRolloutTest {
  private static final RedisFailover CACHE = Samples.withSpec("{}");
  private static final Pod UNPULLED = pod(Pods.waiting("ImagePullBackOff", "no such image"), "new");
  private static final String DEADLINE =
      "ReplicaSet \"cache-proxy-new\" has timed out progressing.";

  @Test
  void saysHowFarTheProxiesAreRolledOut() {
    assertThat(rollout(2, 2, 2, 2)).isEmpty();
    assertThat(rollout(3, 2, 2, 2)).contains(moving("0 of 2 proxies are up to date."));
    assertThat(rollout(2, 3, 1, 2)).contains(moving("1 of 2 proxies are up to date."));
    assertThat(rollout(2, 3, 2, 2)).as("the old one is still there").isPresent();
    assertThat(rollout(2, 2, 2, 1)).contains(moving("1 of 2 proxies are ready."));
  }

  @Test
  void saysWhatRefusesTheProxies() {
    assertThat(
            rollout(
                2,
                status(0, 0, 0)
                    .addNewCondition()
                    .withType("ReplicaFailure")
                    .withStatus("True")
                    .withMessage("pods \"cache-proxy-5c6d\" is forbidden: exceeded quota")
                    .endCondition()))
        .contains(
            new ProxyRollout(
                "0 of 2 proxies are up to date: pods \"cache-proxy-5c6d\" is forbidden: exceeded quota.",
                State.REFUSED));
  }

  @Test
  void isStuckWhereAProxyOfTheNewSpecDoesNotStart() {
    assertThat(rollout(2, status(3, 1, 2), UNPULLED))
        .contains(
            new ProxyRollout(
                "1 of 2 proxies are up to date: ImagePullBackOff: no such image.", State.STUCK));
    assertThat(rollout(2, status(2, 2, 1), UNPULLED))
        .as("all are of the new spec")
        .contains(
            new ProxyRollout(
                "1 of 2 proxies are ready: ImagePullBackOff: no such image.", State.FAILING));
  }

  @Test
  void isNotStuckByAProxyOfTheSpecBefore() {
    Pod former = pod(Pods.waiting("ImagePullBackOff", "no such image"), "old");
    assertThat(rollout(2, status(3, 1, 2), former))
        .contains(moving("1 of 2 proxies are up to date."));
    assertThat(rollout(3, status(3, 1, 2), UNPULLED))
        .as("a change that Kubernetes has not seen yet")
        .contains(moving("0 of 2 proxies are up to date."));
  }

  @Test
  void isStuckAfterTheDeadlineOfKubernetes() {
    assertThat(
            rollout(
                2,
                status(3, 1, 2)
                    .addNewCondition()
                    .withType("Progressing")
                    .withStatus("False")
                    .withMessage(DEADLINE)
                    .endCondition()))
        .contains(new ProxyRollout("1 of 2 proxies are up to date: " + DEADLINE, State.STUCK));
  }

  private static ProxyRollout moving(String sentence) {
    return new ProxyRollout(sentence, State.MOVING);
  }

  private static Pod pod(Pod pod, String template) {
    return new PodBuilder(pod)
        .editMetadata()
        .withName("cache-proxy-" + template)
        .withOwnerReferences(Owned.by("uid-of-" + template))
        .addToLabels(Labels.COMPONENT, Labels.PROXY)
        .addToLabels("pod-template-hash", template)
        .endMetadata()
        .build();
  }

  private static Optional<ProxyRollout> rollout(
      long generation, int present, int updated, int ready) {
    return rollout(generation, status(present, updated, ready));
  }

  private static DeploymentStatusBuilder status(int present, int updated, int ready) {
    return new DeploymentStatusBuilder()
        .withObservedGeneration(2L)
        .withReplicas(present)
        .withUpdatedReplicas(updated)
        .withReadyReplicas(ready);
  }

  private static Optional<ProxyRollout> rollout(
      long generation, DeploymentStatusBuilder status, Pod... pods) {
    List<HasMetadata> objects = new ArrayList<>(List.of(pods));
    objects.add(
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("cache-proxy")
            .withUid("uid-of-deployment")
            .withOwnerReferences(Owned.by(CACHE.getMetadata().getUid()))
            .addToAnnotations("deployment.kubernetes.io/revision", "2")
            .withGeneration(generation)
            .endMetadata()
            .withNewSpec()
            .withReplicas(2)
            .endSpec()
            .withStatus(status.build())
            .build());
    objects.add(set("old", "1"));
    objects.add(set("new", "2"));
    return ClusterView.of(CACHE, objects).rollout();
  }

  private static HasMetadata set(String template, String revision) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName("cache-proxy-" + template)
        .withUid("uid-of-" + template)
        .withOwnerReferences(Owned.by("uid-of-deployment"))
        .addToLabels("pod-template-hash", template)
        .addToAnnotations("deployment.kubernetes.io/revision", revision)
        .endMetadata()
        .build();
  }
}
