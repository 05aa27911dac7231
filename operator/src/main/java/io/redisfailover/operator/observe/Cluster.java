package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.desired.Ports;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs in the cluster for one resource. Pure.
 *
 * @param servers the pod of each server, where there is one
 * @param revisions the revision that each server's pod should have, once Kubernetes has made it
 * @param proxies the pods of the proxies
 */
public record Cluster(
    Map<Node, PodView> servers, Map<Node, String> revisions, List<PodView> proxies) {
  /** Copies the collections. */
  public Cluster {
    servers = Map.copyOf(servers);
    revisions = Map.copyOf(revisions);
    proxies = List.copyOf(proxies);
  }

  /**
   * {@return what there is}
   *
   * @param resource whose
   * @param pods all pods that belong to it
   * @param sets all StatefulSets that belong to it
   */
  public static Cluster of(
      RedisFailover resource, Collection<Pod> pods, Collection<StatefulSet> sets) {
    Map<Node, PodView> servers = new EnumMap<>(Node.class);
    Map<Node, String> revisions = new EnumMap<>(Node.class);
    for (Node node : Node.values()) {
      pods.stream()
          .filter(pod -> pod.getMetadata().getName().equals(Names.pod(resource, name(node))))
          .findFirst()
          .ifPresent(pod -> servers.put(node, PodView.of(pod)));
      sets.stream()
          .filter(
              set -> set.getMetadata().getName().equals(Names.statefulSet(resource, name(node))))
          .findFirst()
          .flatMap(Cluster::revision)
          .ifPresent(revision -> revisions.put(node, revision));
    }
    List<PodView> proxies =
        pods.stream()
            .filter(pod -> Labels.PROXY.equals(pod.getMetadata().getLabels().get(Labels.COMPONENT)))
            .map(PodView::of)
            .toList();
    return new Cluster(servers, revisions, proxies);
  }

  /** {@return the same, while nobody knows what Kubernetes will make of a change} */
  public Cluster withoutRevisions() {
    return new Cluster(servers, Map.of(), proxies);
  }

  /** What the StatefulSet says of an older spec is not what is wanted. */
  private static Optional<String> revision(StatefulSet set) {
    Optional<StatefulSetStatus> status = Optional.ofNullable(set.getStatus());
    return status
        .filter(it -> set.getMetadata().getGeneration().equals(it.getObservedGeneration()))
        .map(StatefulSetStatus::getUpdateRevision);
  }

  /** {@return the name of a server in the resource} */
  public static NodeName name(Node node) {
    return node == Node.MASTER ? NodeName.MASTER : NodeName.BACKUP;
  }

  /** {@return the server of this name} */
  public static Node node(NodeName name) {
    return name == NodeName.MASTER ? Node.MASTER : Node.BACKUP;
  }

  /**
   * {@return where the servers are: at their pods' addresses; a server without one stays where it
   * was, or else is looked for by its name}
   *
   * @param resource whose
   * @param before where they were looked for until now
   */
  public Endpoints endpoints(RedisFailover resource, Optional<Endpoints> before) {
    return new Endpoints(
        endpoint(resource, Node.MASTER, before), endpoint(resource, Node.BACKUP, before));
  }

  private Endpoint endpoint(RedisFailover resource, Node node, Optional<Endpoints> before) {
    return Optional.ofNullable(servers.get(node))
        .flatMap(PodView::address)
        .map(address -> new Endpoint(address, Ports.REDIS))
        .or(() -> before.map(old -> old.of(node)))
        .orElseGet(() -> named(resource, node));
  }

  private static Endpoint named(RedisFailover resource, Node node) {
    String service =
        Names.host(resource, name(node)) + "." + resource.getMetadata().getNamespace() + ".svc";
    return new Endpoint(service, Ports.REDIS);
  }

  /** {@return the control addresses of the proxies that could be alive} */
  public List<Endpoint> controls() {
    return proxies.stream()
        .flatMap(pod -> pod.address().stream())
        .map(address -> new Endpoint(address, Ports.CONTROL))
        .sorted(java.util.Comparator.comparing(Endpoint::toString))
        .toList();
  }

  /** {@return how many proxies take clients} */
  public int readyProxies() {
    return (int) proxies.stream().filter(pod -> pod.ready() && !pod.terminating()).count();
  }
}
