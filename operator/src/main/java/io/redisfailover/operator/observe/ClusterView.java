package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.desired.Ports;
import io.redisfailover.operator.nodes.ProxyPlace;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pods and revisions of one resource. Pure.
 *
 * @param servers the pod of each server that has one, which the resource owns
 * @param revisions the revision that each server's pod should have, once Kubernetes publishes it
 * @param proxies the pods of the proxies that the resource owns
 * @param rollout what the Deployment of the proxies has still to do, if anything
 * @param refusals why Kubernetes creates no pod for a server, in its words
 */
public record ClusterView(
    Map<Server, PodView> servers,
    Map<Server, String> revisions,
    List<PodView> proxies,
    Optional<ProxyRollout> rollout,
    Map<Server, String> refusals) {
  /** Copies the collections. */
  public ClusterView {
    servers = Map.copyOf(servers);
    revisions = Map.copyOf(revisions);
    proxies = List.copyOf(proxies);
    refusals = Map.copyOf(refusals);
  }

  /**
   * {@return the view of a resource}
   *
   * @param resource the resource
   * @param objects its pods, StatefulSets, Deployments and ReplicaSets, by their labels. A server
   *     is told passwords, and a proxy the token of the control API, so they count only when the
   *     resource owns them
   */
  public static ClusterView of(RedisFailover resource, Collection<? extends HasMetadata> objects) {
    Owners owners = new Owners(resource, objects);
    List<Pod> pods = owners.ownOfKind(objects, Pod.class);
    List<StatefulSet> sets = owners.ownOfKind(objects, StatefulSet.class);
    Map<Server, PodView> servers = new EnumMap<>(Server.class);
    Map<Server, String> revisions = new EnumMap<>(Server.class);
    for (Server server : Server.values()) {
      named(pods, Names.pod(resource, name(server)))
          .ifPresent(pod -> servers.put(server, PodView.of(pod)));
      named(sets, Names.statefulSet(resource, name(server)))
          .flatMap(ClusterView::revision)
          .ifPresent(revision -> revisions.put(server, revision));
    }
    List<PodView> proxies =
        pods.stream()
            .filter(pod -> Labels.PROXY.equals(pod.getMetadata().getLabels().get(Labels.COMPONENT)))
            .map(PodView::of)
            .toList();
    return new ClusterView(
        servers, revisions, proxies, ProxyRollout.of(resource, owners, objects), Map.of());
  }

  /** {@return whether proxies do not come up, so that a change of them must not wait} */
  public boolean proxiesFail() {
    return rollout.filter(it -> it.state() != ProxyRollout.State.MOVING).isPresent();
  }

  /** {@return whether proxies are being replaced, and none of them keeps that from its end} */
  public boolean proxiesMove() {
    return rollout.filter(it -> it.state() == ProxyRollout.State.MOVING).isPresent();
  }

  /** {@return those of a kind among objects, in their order} */
  public static <T extends HasMetadata> List<T> ofKind(
      Collection<? extends HasMetadata> objects, Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static <T extends HasMetadata> Optional<T> named(List<T> objects, String name) {
    return objects.stream().filter(it -> it.getMetadata().getName().equals(name)).findFirst();
  }

  /** {@return the same view before Kubernetes has published the revisions of a change} */
  public ClusterView withoutRevisions() {
    return new ClusterView(servers, Map.of(), proxies, rollout, refusals);
  }

  /** {@return the same view with the words of what refuses pods ({@link PodRefusal})} */
  public ClusterView withRefusals(Map<Server, String> words) {
    return new ClusterView(servers, revisions, proxies, rollout, words);
  }

  /** {@return whether a server has no pod} */
  public boolean lacksPod() {
    return servers.size() < Server.values().length;
  }

  /**
   * {@return the StatefulSet of each server that has no pod}
   *
   * @param resource the resource
   * @param objects its StatefulSets, among others; one that it does not own does not count
   */
  public Map<Server, StatefulSet> setsWithoutPod(
      RedisFailover resource, Collection<? extends HasMetadata> objects) {
    List<StatefulSet> own = new Owners(resource, objects).ownOfKind(objects, StatefulSet.class);
    Map<Server, StatefulSet> sets = new EnumMap<>(Server.class);
    for (Server server : Server.values()) {
      if (!servers.containsKey(server)) {
        named(own, Names.statefulSet(resource, name(server)))
            .ifPresent(set -> sets.put(server, set));
      }
    }
    return sets;
  }

  /** A status of an older spec names an older revision. */
  private static Optional<String> revision(StatefulSet set) {
    Optional<StatefulSetStatus> status = Optional.ofNullable(set.getStatus());
    return status
        .filter(it -> set.getMetadata().getGeneration().equals(it.getObservedGeneration()))
        .map(StatefulSetStatus::getUpdateRevision);
  }

  /** {@return the name of a server in the resource} */
  public static ServerName name(Server server) {
    return server == Server.MASTER ? ServerName.MASTER : ServerName.BACKUP;
  }

  /** {@return the server of this name} */
  public static Server server(ServerName name) {
    return name == ServerName.MASTER ? Server.MASTER : Server.BACKUP;
  }

  /**
   * {@return the addresses of the servers: of their pods, or else the addresses before, or else
   * their host names}
   *
   * @param resource the resource
   * @param before the addresses before, if a controller runs
   */
  public Endpoints endpoints(RedisFailover resource, Optional<Endpoints> before) {
    return new Endpoints(
        endpoint(resource, Server.MASTER, before), endpoint(resource, Server.BACKUP, before));
  }

  private Endpoint endpoint(RedisFailover resource, Server server, Optional<Endpoints> before) {
    return Optional.ofNullable(servers.get(server))
        .flatMap(PodView::address)
        .map(address -> new Endpoint(address, Ports.REDIS))
        .or(() -> before.map(old -> old.of(server)))
        .orElseGet(() -> named(resource, server));
  }

  private static Endpoint named(RedisFailover resource, Server server) {
    String service =
        Names.host(resource, name(server)) + "." + resource.getMetadata().getNamespace() + ".svc";
    return new Endpoint(service, Ports.REDIS);
  }

  /** {@return the control addresses of all proxies that have one, also of stopping ones} */
  public List<Endpoint> controls() {
    return proxies.stream()
        .flatMap(pod -> pod.address().stream())
        .map(address -> new Endpoint(address, Ports.CONTROL))
        .sorted(java.util.Comparator.comparing(Endpoint::toString))
        .toList();
  }

  /** {@return the number of proxies, also of those that start} */
  public int presentProxies() {
    return (int) proxies.stream().filter(pod -> !pod.terminating()).count();
  }

  /** {@return the number of proxies that accept clients} */
  public int readyProxies() {
    return (int) accepting().count();
  }

  private Stream<PodView> accepting() {
    return proxies.stream().filter(pod -> pod.ready() && !pod.terminating());
  }

  /** {@return the proxies that accept clients, with the nodes that they run on} */
  public List<ProxyPlace> places() {
    return accepting().flatMap(pod -> place(pod).stream()).toList();
  }

  private static Optional<ProxyPlace> place(PodView pod) {
    return pod.address()
        .flatMap(address ->
            pod.node()
                .flatMap(node ->
                    pod.nodeAddress()
                        .map(ClusterView::kubelet)
                        .map(kubelet ->
                            new ProxyPlace(
                                pod.name(),
                                pod.uid(),
                                new Endpoint(address, Ports.CONTROL),
                                node,
                                kubelet))));
  }

  /** {@return where the kubelets listen of the nodes that pods run on} */
  public static Set<Endpoint> kubelets(Stream<Pod> pods) {
    return pods.flatMap(pod -> PodView.nodeAddress(Optional.ofNullable(pod.getStatus())).stream())
        .map(ClusterView::kubelet)
        .collect(Collectors.toSet());
  }

  private static Endpoint kubelet(String node) {
    return new Endpoint(node, ProxyPlace.KUBELET_PORT);
  }
}
