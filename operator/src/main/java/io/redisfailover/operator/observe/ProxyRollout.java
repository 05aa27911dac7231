package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Names;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the Deployment of the proxies has still to do. Pure.
 *
 * @param sentence one sentence, with the words of Kubernetes where it does not go on
 * @param state whether it goes on
 */
public record ProxyRollout(String sentence, State state) {
  /**
   * Kubernetes numbers the templates of a Deployment, and marks its ReplicaSets with the number.
   */
  private static final String REVISION = "deployment.kubernetes.io/revision";

  /** The label of a ReplicaSet and of its pods. */
  private static final String TEMPLATE = "pod-template-hash";

  /** Whether it goes on. */
  public enum State {
    /** It does. */
    MOVING,
    /** All proxies have the present spec, and one does not run. */
    FAILING,
    /** A proxy does not start with the present spec, and former ones stay. */
    STUCK,
    /** Kubernetes refuses a pod. */
    REFUSED
  }

  /**
   * {@return what the proxies of a resource have still to do, if anything}
   *
   * @param resource the resource
   * @param owners what belongs to it
   * @param objects its Deployments, ReplicaSets and pods, among others
   */
  static Optional<ProxyRollout> of(
      RedisFailover resource, Owners owners, Collection<? extends HasMetadata> objects) {
    return ClusterView.named(owners.ownOfKind(objects, Deployment.class), Names.proxy(resource))
        .flatMap(proxies -> of(proxies, trouble(proxies, owners, objects)));
  }

  /** What keeps a pod of the present template from running. */
  private static Optional<String> trouble(
      Deployment proxies, Owners owners, Collection<? extends HasMetadata> objects) {
    String revision = annotation(proxies);
    Optional<String> template =
        owners.ownOfKind(objects, ReplicaSet.class).stream()
            .filter(set -> !revision.isEmpty() && revision.equals(annotation(set)))
            .map(ProxyRollout::template)
            .findFirst();
    return owners.ownOfKind(objects, Pod.class).stream()
        .filter(pod -> template.filter(template(pod)::equals).isPresent())
        .map(PodView::of)
        .filter(pod -> !pod.terminating())
        .flatMap(pod -> pod.trouble().stream())
        .map(PodView.Trouble::words)
        .findFirst();
  }

  private static String annotation(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations())
        .orElse(Map.of())
        .getOrDefault(REVISION, "");
  }

  private static String template(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels())
        .orElse(Map.of())
        .getOrDefault(TEMPLATE, "");
  }

  private static Optional<ProxyRollout> of(Deployment proxies, Optional<String> trouble) {
    Optional<DeploymentStatus> status =
        Optional.ofNullable(proxies.getStatus())
            .filter(it -> proxies.getMetadata().getGeneration().equals(it.getObservedGeneration()));
    int wanted = proxies.getSpec().getReplicas();
    int present = status.map(DeploymentStatus::getReplicas).orElse(0);
    int updated = status.map(DeploymentStatus::getUpdatedReplicas).orElse(0);
    int ready = status.map(DeploymentStatus::getReadyReplicas).orElse(0);
    if (updated < wanted || present > updated) {
      Optional<String> refusal = status.flatMap(it -> words(it, "ReplicaFailure", "True"));
      // Until Kubernetes has seen the change, what does not run is of the spec before.
      Optional<String> stuck =
          status.flatMap(it -> trouble.or(() -> words(it, "Progressing", "False")));
      return Optional.of(
          new ProxyRollout(
              sentence(updated, wanted, "up to date", refusal.or(() -> stuck)),
              refusal
                  .map(any -> State.REFUSED)
                  .or(() -> stuck.map(any -> State.STUCK))
                  .orElse(State.MOVING)));
    }
    return ready < wanted
        ? Optional.of(
            new ProxyRollout(
                sentence(ready, wanted, "ready", trouble),
                trouble.isPresent() ? State.FAILING : State.MOVING))
        : Optional.empty();
  }

  private static String sentence(int some, int all, String what, Optional<String> why) {
    return Sentence.of(
        "%d of %d proxies are %s%s"
            .formatted(some, all, what, why.map(words -> ": " + words).orElse("")));
  }

  /** The words of a quota, a policy or a deadline. */
  private static Optional<String> words(DeploymentStatus status, String type, String value) {
    return status.getConditions().stream()
        .filter(it -> type.equals(it.getType()) && value.equals(it.getStatus()))
        .map(DeploymentCondition::getMessage)
        .filter(Objects::nonNull)
        .map(Printable::shortened)
        .findFirst();
  }
}
