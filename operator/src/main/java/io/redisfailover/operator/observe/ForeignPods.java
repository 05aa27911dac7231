package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.desired.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pods of somebody else that have the name of a server's pod, so that Kubernetes cannot make that
 * one. Pure.
 */
public final class ForeignPods {
  private static final String STATEFUL_SET = "StatefulSet";

  private ForeignPods() {}

  /**
   * {@return those that do not go by themselves} A pod of another StatefulSet of the same name goes
   * with that one: it is that of a deleted resource, or its name is told of. A pod of nobody with
   * the labels of a server is given to the StatefulSet by Kubernetes.
   *
   * @param resource the resource
   * @param objects its pods and StatefulSets, among others
   */
  public static List<Pod> of(RedisFailover resource, Collection<? extends HasMetadata> objects) {
    Owners owners = new Owners(resource, objects);
    List<StatefulSet> sets = owners.ownOfKind(objects, StatefulSet.class);
    return Arrays.stream(ServerName.values())
        .flatMap(server ->
            named(resource, server, objects).filter(pod -> !isPassing(resource, server, pod, sets)))
        .filter(pod -> !owners.own(pod))
        .toList();
  }

  /**
   * {@return the servers whose name a pod has that the resource does not own, also one that goes by
   * itself}
   *
   * @param resource the resource
   * @param objects its pods and StatefulSets, among others
   */
  public static Set<Server> inTheWayOf(
      RedisFailover resource, Collection<? extends HasMetadata> objects) {
    Owners owners = new Owners(resource, objects);
    return Arrays.stream(ServerName.values())
        .filter(server -> named(resource, server, objects).anyMatch(pod -> !owners.own(pod)))
        .map(ClusterView::server)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<Pod> named(
      RedisFailover resource, ServerName server, Collection<? extends HasMetadata> objects) {
    return ClusterView.named(ClusterView.ofKind(objects, Pod.class), Names.pod(resource, server))
        .stream();
  }

  private static boolean isPassing(
      RedisFailover resource, ServerName server, Pod pod, List<StatefulSet> sets) {
    String set = Names.statefulSet(resource, server);
    Optional<OwnerReference> controller = Owners.controller(pod);
    if (controller.isPresent()) {
      return controller.get().getKind().equals(STATEFUL_SET)
          && controller.get().getName().equals(set);
    }
    Map<String, String> labels =
        Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
    return ClusterView.named(sets, set).isPresent()
        && labels.entrySet().containsAll(Labels.selector(resource, server).entrySet());
  }
}
