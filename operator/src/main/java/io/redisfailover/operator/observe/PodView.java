package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.redisfailover.failover.policy.ServerFacts;
import io.redisfailover.operator.desired.Names;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod, as far as it matters here. Pure.
 *
 * @param name its name
 * @param uid tells it from another one of that name
 * @param resourceVersion tells its state of this moment from later ones
 * @param address its address; absent while it has none
 * @param ready whether Kubernetes sends clients to it
 * @param terminating whether it is being stopped
 * @param absent whether no Redis of it runs, by the word of the kubelet or for lack of one
 * @param revision of the template that it was made from
 * @param life tells this run of its containers from earlier ones
 * @param trouble why it does not run, in the words of Kubernetes; absent when it does
 */
public record PodView(
    String name,
    String uid,
    String resourceVersion,
    Optional<String> address,
    boolean ready,
    boolean terminating,
    boolean absent,
    String revision,
    String life,
    Optional<String> trouble) {
  /** The label with which a StatefulSet says from which of its templates it has made a pod. */
  private static final String REVISION = "controller-revision-hash";

  /** {@return what a pod says} */
  public static PodView of(Pod pod) {
    Optional<PodStatus> status = Optional.ofNullable(pod.getStatus());
    Map<String, String> labels =
        Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
    return new PodView(
        pod.getMetadata().getName(),
        pod.getMetadata().getUid(),
        pod.getMetadata().getResourceVersion(),
        status.map(PodStatus::getPodIP).filter(address -> !address.isEmpty()),
        isReady(status),
        pod.getMetadata().getDeletionTimestamp() != null,
        isAbsent(status),
        labels.getOrDefault(REVISION, ""),
        pod.getMetadata().getUid() + "/" + restarts(status),
        trouble(status));
  }

  /** {@return whether the server in it runs} */
  public ServerFacts.Presence presence() {
    if (terminating) {
      return ServerFacts.Presence.TERMINATING;
    }
    return absent ? ServerFacts.Presence.ABSENT : ServerFacts.Presence.UNKNOWN;
  }

  private static boolean isReady(Optional<PodStatus> status) {
    return status.map(PodStatus::getConditions).stream()
        .flatMap(Collection::stream)
        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  /** A kubelet that is not heard from any more leaves its last word: running. */
  private static boolean isAbsent(Optional<PodStatus> status) {
    return status.map(PodStatus::getContainerStatuses).stream()
        .flatMap(Collection::stream)
        .filter(it -> it.getName().equals(Names.REDIS))
        .map(ContainerStatus::getState)
        .noneMatch(it -> it != null && it.getRunning() != null);
  }

  private static int restarts(Optional<PodStatus> status) {
    return status.map(PodStatus::getContainerStatuses).stream()
        .flatMap(Collection::stream)
        .map(ContainerStatus::getRestartCount)
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .sum();
  }

  private static Optional<String> trouble(Optional<PodStatus> status) {
    Stream<String> unscheduled =
        status.map(PodStatus::getConditions).stream()
            .flatMap(Collection::stream)
            .filter(it -> it.getType().equals("PodScheduled") && it.getStatus().equals("False"))
            .map(PodCondition::getMessage);
    Stream<String> waiting =
        status.map(PodStatus::getContainerStatuses).stream()
            .flatMap(Collection::stream)
            .map(ContainerStatus::getState)
            .filter(Objects::nonNull)
            .map(ContainerState::getWaiting)
            .filter(Objects::nonNull)
            .filter(it -> !"ContainerCreating".equals(it.getReason()))
            .map(PodView::inWords);
    return Stream.concat(unscheduled, waiting).filter(Objects::nonNull).findFirst();
  }

  private static String inWords(ContainerStateWaiting waiting) {
    return waiting.getMessage() == null
        ? waiting.getReason()
        : waiting.getReason() + ": " + waiting.getMessage();
  }
}
