package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.policy.controller.ServerFacts;
import io.redisfailover.operator.desired.Names;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the operator needs to know of a pod. Pure.
 *
 * @param name name of the pod
 * @param uid its unique ID, which another pod of that name does not have
 * @param resourceVersion version of this state, for a conditional delete
 * @param address its IP address, if it has one
 * @param ready whether its condition Ready is True
 * @param terminating whether it is being stopped
 * @param absent whether the kubelet reports no running Redis container
 * @param revision revision of its template
 * @param life distinguishes this run of its containers from earlier ones
 * @param trouble why it does not run, in words of Kubernetes without a moving number; absent if it
 *     runs
 * @param node the node that it runs on, once it has one
 * @param nodeAddress IP address of that node, once the kubelet has told it
 * @param zone the zone of that node, where Kubernetes labels pods with it
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
    Optional<Trouble> trouble,
    Optional<String> node,
    Optional<String> nodeAddress,
    Optional<String> zone) {
  /** The label of a pod that names the revision of its StatefulSet's template. */
  private static final String REVISION = "controller-revision-hash";

  /** What the kubelet says of containers whose turn has not come, or that it is making. */
  private static final Set<String> STARTING = Set.of("ContainerCreating", "PodInitializing");

  /** Kubernetes copies this label of the node to its pods from 1.35 on. */
  private static final String ZONE = "topology.kubernetes.io/zone";

  /**
   * Why a pod does not run.
   *
   * @param words in words of Kubernetes and of the container itself
   * @param fault whether the server cannot read its own files, and so never starts again by itself
   */
  public record Trouble(String words, FileFault fault) {}

  /** {@return the view of a pod} */
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
        trouble(status),
        Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName),
        nodeAddress(status),
        Optional.ofNullable(labels.get(ZONE)));
  }

  static Optional<String> nodeAddress(Optional<PodStatus> status) {
    return status.map(PodStatus::getHostIP).filter(address -> !address.isEmpty());
  }

  /** {@return whether the server in the pod runs} */
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

  /** The report of an unreachable kubelet stays: running. */
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

  private static Optional<Trouble> trouble(Optional<PodStatus> status) {
    Stream<Trouble> unscheduled =
        status.map(PodStatus::getConditions).stream()
            .flatMap(Collection::stream)
            .filter(it -> it.getType().equals("PodScheduled") && it.getStatus().equals("False"))
            .map(PodCondition::getMessage)
            .filter(Objects::nonNull)
            .map(PodView::other);
    Stream<Trouble> waiting =
        Stream.of(
                status.map(PodStatus::getInitContainerStatuses),
                status.map(PodStatus::getContainerStatuses))
            .flatMap(Optional::stream)
            .flatMap(Collection::stream)
            .flatMap(PodView::waiting);
    return Stream.concat(unscheduled, waiting).findFirst();
  }

  private static Trouble other(String words) {
    return new Trouble(Printable.shortened(words), FileFault.NONE);
  }

  private static Stream<Trouble> waiting(ContainerStatus container) {
    return Stream.ofNullable(container.getState())
        .map(ContainerState::getWaiting)
        .filter(Objects::nonNull)
        .filter(it -> !STARTING.contains(it.getReason()))
        .map(it ->
            "CrashLoopBackOff".equals(it.getReason()) ? crashes(container) : other(inWords(it)));
  }

  /** The words of Kubernetes hold a delay that grows by itself. */
  private static Trouble crashes(ContainerStatus container) {
    Optional<ContainerStateTerminated> last =
        Optional.ofNullable(container.getLastState()).map(ContainerState::getTerminated);
    Optional<LastWords> said =
        last.map(ContainerStateTerminated::getMessage).flatMap(LastWords::of);
    return new Trouble(
        Printable.shortened(
            "CrashLoopBackOff"
                + last.map(it -> ": exit code " + it.getExitCode()).orElse("")
                + said.map(it -> ": " + it.text()).orElse("")),
        said.map(LastWords::fault).orElse(FileFault.NONE));
  }

  private static String inWords(ContainerStateWaiting waiting) {
    return waiting.getMessage() == null
        ? waiting.getReason()
        : waiting.getReason() + ": " + waiting.getMessage();
  }
}
