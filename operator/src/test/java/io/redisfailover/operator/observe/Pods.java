package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.redisfailover.operator.desired.Labels;
import org.jspecify.annotations.Nullable;

/** Pods as Kubernetes shows them. */
final class Pods {
  private Pods() {}

  /** {@return one that runs and is ready} */
  static Pod ready(String name, String address, String component) {
    Pod pod = bare(name, component);
    return new PodBuilder(pod)
        .withNewStatus()
        .withPodIP(address)
        .addToConditions(new PodConditionBuilder().withType("Ready").withStatus("True").build())
        .endStatus()
        .build();
  }

  /** {@return one of which nothing is known yet} */
  static Pod bare(String name, String component) {
    return new PodBuilder()
        .withNewMetadata()
        .withOwnerReferences(Owned.by(Owned.controllerOf(name, component)))
        .withName(name)
        .withNamespace("shop")
        .withUid("uid-of-" + name)
        .withResourceVersion("17")
        .addToLabels(Labels.COMPONENT, component)
        .addToLabels("controller-revision-hash", name + "-5c6d")
        .endMetadata()
        .build();
  }

  /** {@return one that runs on a node} */
  static Pod on(Pod pod, String node, String address) {
    return new PodBuilder(pod)
        .withNewSpec()
        .withNodeName(node)
        .endSpec()
        .editStatus()
        .withHostIP(address)
        .endStatus()
        .build();
  }

  /** {@return one that is being stopped} */
  static Pod terminating(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-01-31T12:00:00Z")
        .endMetadata()
        .build();
  }

  /** {@return one for which no machine was found} */
  static Pod unscheduled(String message) {
    return new PodBuilder(bare("cache-master-0", Labels.REDIS))
        .withNewStatus()
        .addToConditions(
            new PodConditionBuilder()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .build())
        .endStatus()
        .build();
  }

  /** {@return one whose container runs} */
  static Pod running() {
    return withContainer(
        new ContainerStateBuilder()
            .withNewRunning()
            .withStartedAt("2026-01-31T12:00:00Z")
            .endRunning()
            .build());
  }

  /** {@return one whose container waits} */
  static Pod waiting(String reason, @Nullable String message) {
    return withContainer(
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .build());
  }

  /** {@return one whose container ended so, and waits for its next start} */
  static Pod crashing(String message, int exitCode) {
    return new PodBuilder(waiting("CrashLoopBackOff", message))
        .editStatus()
        .editFirstContainerStatus()
        .withNewLastState()
        .withNewTerminated()
        .withExitCode(exitCode)
        .endTerminated()
        .endLastState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Pod withContainer(ContainerState state) {
    return new PodBuilder(bare("cache-master-0", Labels.REDIS))
        .withNewStatus()
        .addToContainerStatuses(
            new ContainerStatusBuilder().withName("redis").withState(state).build())
        .endStatus()
        .build();
  }
}
