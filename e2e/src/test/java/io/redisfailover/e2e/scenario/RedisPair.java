package io.redisfailover.e2e.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.NodeStatus;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One RedisFailover on the cluster. */
public final class RedisPair {
  /** For whatever has to happen; a machine under load takes its time. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  /** As {@code kubectl apply --server-side} does. */
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("e2e")
          .withForce(true)
          .build();

  private final TestCluster cluster;
  private final String namespace;
  private final String name;

  /** One that is or will be there under this name. */
  public RedisPair(TestCluster cluster, String namespace, String name) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.name = name;
  }

  /** Applies a spec, given as the lines of YAML below {@code spec:}; all that is there at first. */
  public RedisPair apply(String spec) {
    cluster.namespace(namespace);
    String yaml =
        """
        apiVersion: redisfailover.io/v1
        kind: RedisFailover
        metadata: {name: %s, namespace: %s}
        spec:
        %s
        """
            .formatted(name, namespace, spec.indent(2));
    client().resource(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).patch(APPLY);
    return this;
  }

  public String name() {
    return name;
  }

  public String namespace() {
    return namespace;
  }

  public TestCluster cluster() {
    return cluster;
  }

  KubernetesClient client() {
    return cluster.client();
  }

  /** {@return the resource on the server} */
  public Resource<RedisFailover> resource() {
    return client().resources(RedisFailover.class).inNamespace(namespace).withName(name);
  }

  /** {@return its status; empty before the first one} */
  public Optional<RedisFailoverStatus> status() {
    return Optional.ofNullable(resource().get()).map(RedisFailover::getStatus);
  }

  /** {@return the active server, as the status says it} */
  public NodeName active() {
    return status().map(RedisFailoverStatus::active).orElseThrow();
  }

  /** {@return the other one} */
  public NodeName standby() {
    return other(active());
  }

  /** {@return the other of the two} */
  public static NodeName other(NodeName node) {
    return node == NodeName.MASTER ? NodeName.BACKUP : NodeName.MASTER;
  }

  /** {@return a condition of the status} */
  public Optional<Condition> condition(String type) {
    return status().map(RedisFailoverStatus::conditions).stream()
        .flatMap(List::stream)
        .filter(it -> it.type().equals(type))
        .findFirst();
  }

  /** {@return whether a condition holds} */
  public boolean holds(String type) {
    return condition(type).filter(it -> it.status() == ConditionStatus.TRUE).isPresent();
  }

  /** Waits until clients are served, the standby is in sync, and all proxies agree. */
  public void awaitSettled() {
    await(name + " settles")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(this::isSettled);
  }

  /** Waits until a round that was under way when it was paused cannot change anything any more. */
  public void awaitPaused() {
    await(name + " is paused")
        .atMost(PATIENCE)
        .until(() -> status().orElseThrow().phase() == Phase.PAUSED);
  }

  /** Lets a server have this many pods, 0 or 1, behind the back of an operator that is paused. */
  public void scale(NodeName node, int replicas) {
    String pod = pod(node);
    client()
        .apps()
        .statefulSets()
        .inNamespace(namespace)
        .withName(pod.substring(0, pod.lastIndexOf('-')))
        .scale(replicas);
    await(pod + ": " + replicas)
        .atMost(PATIENCE)
        .until(() -> podOf(node).stream().count() == replicas);
  }

  /** Waits until this server is the active one of a settled pair. */
  public void awaitActive(NodeName node) {
    await(node + " becomes active")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isSettled() && active() == node);
  }

  /** {@return whether clients are served, the standby is in sync, and nothing is under way} */
  public boolean isSettled() {
    RedisFailover present = resource().get();
    return Settled.is(present)
        && Objects.requireNonNull(present.getStatus().nodes()).stream().allMatch(this::isOfToday);
  }

  /** A server that is about to be stopped may well be in sync, for a moment. */
  private boolean isOfToday(NodeStatus node) {
    return stayingPodOf(node.name())
        .filter(pod -> Objects.equals(pod.getStatus().getPodIP(), node.address()))
        .isPresent();
  }

  /** {@return the name of a server's pod} */
  public String pod(NodeName node) {
    return name + "-" + (node == NodeName.MASTER ? "master" : "backup") + "-0";
  }

  /** {@return a server's pod, if there is one} */
  public Optional<Pod> podOf(NodeName node) {
    return Optional.ofNullable(podNamed(pod(node)).get());
  }

  /** {@return a server's pod, unless it is being stopped} */
  public Optional<Pod> stayingPodOf(NodeName node) {
    return podOf(node).filter(RedisPair::isStaying);
  }

  /** {@return whether a pod is not being stopped} */
  public static boolean isStaying(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null;
  }

  /** {@return whether a server's next pod waits for a machine} */
  public boolean isPending(NodeName node) {
    return stayingPodOf(node)
        .filter(pod -> "Pending".equals(pod.getStatus().getPhase()))
        .isPresent();
  }

  private PodResource podNamed(String pod) {
    return client().pods().inNamespace(namespace).withName(pod);
  }

  /** {@return the name of the node on which a server runs} */
  public String nodeOf(NodeName node) {
    return podOf(node).orElseThrow().getSpec().getNodeName();
  }

  /** {@return the address of a server's pod} */
  public String addressOf(NodeName node) {
    return podOf(node).orElseThrow().getStatus().getPodIP();
  }

  /** {@return when a server's pod was made, as a text that sorts} */
  public String startOf(NodeName node) {
    return podOf(node).orElseThrow().getMetadata().getCreationTimestamp();
  }

  /** {@return what tells each server's pod from the next one of its name} */
  public List<String> uids() {
    return List.of(NodeName.values()).stream()
        .flatMap(node -> podOf(node).stream())
        .map(pod -> pod.getMetadata().getUid())
        .toList();
  }

  /** Waits until both servers have other pods than these. */
  public void awaitReplaced(List<String> uids) {
    await("both pods are new ones")
        .atMost(PATIENCE)
        .until(() ->
            uids().size() == NodeName.values().length && uids().stream().noneMatch(uids::contains));
  }

  /** {@return the names of the proxies' pods} */
  public List<String> proxies() {
    return podObjects().stream()
        .filter(
            pod -> "proxy".equals(pod.getMetadata().getLabels().get("app.kubernetes.io/component")))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  /** {@return all of its pods, servers and proxies} */
  public List<Pod> podObjects() {
    return client()
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/instance", name)
        .list()
        .getItems();
  }

  /** Deletes a pod of its namespace, with its grace period. */
  public void deletePod(String pod) {
    podNamed(pod).delete();
  }

  /** Deletes a server's pod and its volume with everything in it. */
  public void deleteWithVolume(NodeName node) {
    client().persistentVolumeClaims().inNamespace(namespace).withName("data-" + pod(node)).delete();
    deletePod(pod(node));
  }

  /** Sends a signal to a server's process. */
  public void signal(NodeName node, String signal) {
    cluster.own().signal(namespace, pod(node), "redis", signal);
  }

  /** Annotates the resource, as {@code kubectl annotate} does. */
  public void annotate(String annotation, String value) {
    resource()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
  }

  /** {@return where the clients connect} */
  public String host() {
    return name + "." + namespace + ".svc";
  }

  /** {@return the application's password} */
  public String password() {
    String encoded =
        client()
            .secrets()
            .inNamespace(namespace)
            .withName(name + "-auth")
            .get()
            .getData()
            .get("password");
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** {@return what a server replies to a command, asked inside of its pod} */
  public String ask(NodeName node, String command) {
    return inside(node, ". /etc/redis-failover/config/client.sh; own \"$0\"", command);
  }

  /** {@return what a script of the shell prints in the container of a server} */
  public String inside(NodeName node, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script));
    command.addAll(List.of(arguments));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (ExecWatch exec =
        podNamed(pod(node))
            .inContainer("redis")
            .writingOutput(output)
            .writingError(output)
            .exec(command.toArray(String[]::new))) {
      exec.exitCode().get(20, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(output.toString(StandardCharsets.UTF_8), failure);
    }
    return output.toString(StandardCharsets.UTF_8).strip();
  }

  /** {@return the reasons of its Events so far, oldest first} */
  public List<String> events() {
    return eventObjects().stream().map(Event::getReason).toList();
  }

  List<Event> eventObjects() {
    return client().events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getRegarding() != null)
        .filter(event -> "RedisFailover".equals(event.getRegarding().getKind()))
        .filter(event -> name.equals(event.getRegarding().getName()))
        .sorted(Comparator.comparing(event -> event.getMetadata().getCreationTimestamp()))
        .toList();
  }

  /** Deletes the resource and waits until its pods are gone. */
  public void delete() {
    resource().delete();
    await("the pods go").atMost(PATIENCE).until(() -> podObjects().isEmpty());
  }
}
