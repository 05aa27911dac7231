package io.redisfailover.e2e.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.operator.api.v1.AuthSpec;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverSpec;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One RedisFailover on the cluster. */
public final class DeployedPair {
  /** For whatever has to happen; a machine under load takes its time. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Who applies what the tests apply. */
  private static final String OURSELVES = "e2e";

  private final TestCluster cluster;
  private final String namespace;
  private final String name;

  /** One that is or will be there under this name. */
  public DeployedPair(TestCluster cluster, String namespace, String name) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.name = name;
  }

  /** Applies a spec, given as the lines of YAML below {@code spec:}; all that is there at first. */
  public DeployedPair apply(String spec) {
    cluster.namespace(namespace);
    applyAs(client(), OURSELVES, Map.of(), Map.of(), spec);
    return this;
  }

  /**
   * Applies it as {@code kubectl apply --server-side} does, as another tool.
   *
   * @param tool with what rights
   * @param manager the tool's name, which owns the fields
   * @param labels the labels in its file
   * @param annotations the annotations in its file
   * @param spec the spec in its file
   */
  public void applyAs(
      KubernetesClient tool,
      String manager,
      Map<String, String> labels,
      Map<String, String> annotations,
      String spec) {
    String yaml = yaml(labels, annotations, spec);
    tool.resource(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .patch(applyingAs(manager));
  }

  /** {@return a file with the resource, of these labels, these annotations and this spec} */
  public String yaml(Map<String, String> labels, Map<String, String> annotations, String spec) {
    return """
    apiVersion: redisfailover.io/v1
    kind: RedisFailover
    metadata: {name: %s, namespace: %s, labels: %s, annotations: %s}
    spec:
    %s
    """
        .formatted(name, namespace, inline(labels), inline(annotations), spec.indent(2));
  }

  private static PatchContext applyingAs(String manager) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(true)
        .build();
  }

  private static String inline(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(text -> "\"%s\": \"%s\"".formatted(text.getKey(), text.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
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
  public ServerName active() {
    return status().map(RedisFailoverStatus::active).orElseThrow();
  }

  /** {@return the other one} */
  public ServerName standby() {
    return other(active());
  }

  /** {@return the other of the two} */
  public static ServerName other(ServerName server) {
    return server == ServerName.MASTER ? ServerName.BACKUP : ServerName.MASTER;
  }

  /** {@return a condition of the status} */
  public Optional<Condition> condition(String type) {
    return status().map(RedisFailoverStatus::conditions).stream()
        .flatMap(List::stream)
        .filter(it -> it.type().equals(type))
        .findFirst();
  }

  /** {@return the sentence of a condition; empty where there is none} */
  public String message(String condition) {
    return condition(condition).map(Condition::message).orElse("");
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
  public void scale(ServerName server, int replicas) {
    String pod = pod(server);
    client()
        .apps()
        .statefulSets()
        .inNamespace(namespace)
        .withName(pod.substring(0, pod.lastIndexOf('-')))
        .scale(replicas);
    await(pod + ": " + replicas)
        .atMost(PATIENCE)
        .until(() -> podOf(server).stream().count() == replicas);
  }

  /** Waits until this server is the active one of a settled pair. */
  public void awaitActive(ServerName server) {
    await(server + " becomes active")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isSettled() && active() == server);
  }

  /** {@return whether clients are served, the standby is in sync, and nothing is in progress} */
  public boolean isSettled() {
    RedisFailover present = resource().get();
    return Settled.is(present)
        && Objects.requireNonNull(present.getStatus().servers()).stream().allMatch(this::isOfToday);
  }

  /** A server that is about to be stopped may well be in sync, for a moment. */
  private boolean isOfToday(ServerStatus server) {
    return stayingPodOf(server.name())
        .filter(pod -> Objects.equals(pod.getStatus().getPodIP(), server.address()))
        .isPresent();
  }

  /** {@return the name of a server's pod} */
  public String pod(ServerName server) {
    return name + "-" + (server == ServerName.MASTER ? "master" : "backup") + "-0";
  }

  /** {@return a server's pod, if there is one} */
  public Optional<Pod> podOf(ServerName server) {
    return Optional.ofNullable(podNamed(pod(server)).get());
  }

  /** {@return a server's pod, unless it is being stopped} */
  public Optional<Pod> stayingPodOf(ServerName server) {
    return podOf(server).filter(DeployedPair::isStaying);
  }

  /** {@return whether a pod is not being stopped} */
  public static boolean isStaying(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null;
  }

  /** {@return whether a server's pod is ready} */
  public boolean isRunning(ServerName server) {
    return stayingPodOf(server).map(pod -> pod.getStatus().getConditions()).stream()
        .flatMap(List::stream)
        .anyMatch(it -> "Ready".equals(it.getType()) && "True".equals(it.getStatus()));
  }

  /** {@return whether a server's next pod waits for a machine} */
  public boolean isPending(ServerName server) {
    return stayingPodOf(server)
        .filter(pod -> "Pending".equals(pod.getStatus().getPhase()))
        .isPresent();
  }

  private PodResource podNamed(String pod) {
    return client().pods().inNamespace(namespace).withName(pod);
  }

  /** {@return the name of the node on which a server runs} */
  public String nodeOf(ServerName server) {
    return podOf(server).orElseThrow().getSpec().getNodeName();
  }

  /** {@return the address of a server's pod} */
  public String addressOf(ServerName server) {
    return podOf(server).orElseThrow().getStatus().getPodIP();
  }

  /** {@return when a server's pod was made, as a text that sorts} */
  public String startOf(ServerName server) {
    return podOf(server).orElseThrow().getMetadata().getCreationTimestamp();
  }

  /** {@return what tells each server's pod from the next one of its name} */
  public List<String> uids() {
    return List.of(ServerName.values()).stream()
        .flatMap(server -> podOf(server).stream())
        .map(pod -> pod.getMetadata().getUid())
        .toList();
  }

  /** Waits until both servers have other pods than these. */
  public void awaitReplaced(List<String> uids) {
    await("both pods are new ones")
        .atMost(PATIENCE)
        .until(() ->
            uids().size() == ServerName.values().length
                && uids().stream().noneMatch(uids::contains));
  }

  /** {@return the names of the proxies' pods} */
  public List<String> proxies() {
    return podObjects().stream()
        .filter(
            pod -> "proxy".equals(pod.getMetadata().getLabels().get("app.kubernetes.io/component")))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  /** {@return the names of the pods of those proxies that run on a node} */
  public List<String> proxiesOn(String node) {
    List<String> proxies = proxies();
    return podObjects().stream()
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .map(pod -> pod.getMetadata().getName())
        .filter(proxies::contains)
        .toList();
  }

  /** {@return the names of the proxies to which its Service leads now, sorted} */
  public List<String> servingProxies() {
    return client()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel("kubernetes.io/service-name", name)
        .list()
        .getItems()
        .stream()
        .flatMap(slice -> slice.getEndpoints().stream())
        .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
        .map(endpoint -> endpoint.getTargetRef().getName())
        .sorted()
        .toList();
  }

  /** {@return the names of the pods that a selector of labels finds, as an autoscaler does} */
  List<String> podsBy(String selector) {
    return client()
        .pods()
        .inNamespace(namespace)
        .withLabelSelector(selector)
        .list()
        .getItems()
        .stream()
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
  public void deleteWithVolume(ServerName server) {
    client()
        .persistentVolumeClaims()
        .inNamespace(namespace)
        .withName("data-" + pod(server))
        .delete();
    deletePod(pod(server));
  }

  /** Sends a signal to a server's process. */
  public void signal(ServerName server, String signal) {
    cluster.own().signal(namespace, pod(server), "redis", signal);
  }

  /**
   * A process of ours.
   *
   * @param namespace of its pod
   * @param pod its pod
   * @param container its container
   */
  public record OurProcess(String namespace, String pod, String container) {}

  /** {@return the process of a proxy} */
  public OurProcess proxyProcess(String pod) {
    return new OurProcess(namespace, pod, "proxy");
  }

  /** {@return the processes of all operators} */
  public List<OurProcess> operatorProcesses() {
    return cluster.operatorPods().stream()
        .map(Pod::getMetadata)
        .map(pod -> new OurProcess(pod.getNamespace(), pod.getName(), "operator"))
        .toList();
  }

  /** Sends a signal to a process of ours. */
  public void signal(OurProcess process, String signal) {
    cluster.own().signal(process.namespace(), process.pod(), process.container(), signal);
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

  /** {@return the address of the Service to which the clients connect} */
  public String clientAddress() {
    return client()
        .services()
        .inNamespace(namespace)
        .withName(name)
        .require()
        .getSpec()
        .getClusterIP();
  }

  /** {@return the application's password, from the Secret and the key that the resource names} */
  public String password() {
    Optional<AuthSpec> auth =
        Optional.ofNullable(resource().get())
            .map(RedisFailover::getSpec)
            .map(RedisFailoverSpec::auth);
    return secret(
        auth.map(AuthSpec::secretName).orElse(name + "-auth"),
        auth.map(AuthSpec::secretKey).orElse("password"));
  }

  /** {@return a value of a Secret in its namespace} */
  public String secret(String secret, String key) {
    String encoded =
        client().secrets().inNamespace(namespace).withName(secret).get().getData().get(key);
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** Makes a Secret in its namespace, or gives the one that is there these values. */
  public void putSecret(String secret, Map<String, String> values) {
    cluster.namespace(namespace);
    client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(secret)
                .withNamespace(namespace)
                .endMetadata()
                .withStringData(values)
                .build())
        .patch(applyingAs(OURSELVES));
  }

  /** {@return the names of the Secrets of its namespace} */
  public List<String> secretNames() {
    return client().secrets().inNamespace(namespace).list().getItems().stream()
        .map(secret -> secret.getMetadata().getName())
        .toList();
  }

  /** {@return the keys of a Secret in its namespace} */
  public List<String> secretKeys(String secret) {
    return List.copyOf(
        client().secrets().inNamespace(namespace).withName(secret).get().getData().keySet());
  }

  /** Deletes a Secret in its namespace. */
  public void deleteSecret(String secret) {
    client().secrets().inNamespace(namespace).withName(secret).delete();
  }

  /** {@return what a server replies to a command of a user, or why it does not let the user in} */
  public String askAs(ServerName server, String user, String password, String command) {
    return inside(
        server,
        "REDISCLI_AUTH=\"$1\" redis-cli --no-auth-warning --user \"$0\" $2 2>&1",
        user,
        password,
        command);
  }

  /** {@return what a server replies to a command, asked inside of its pod} */
  public String ask(ServerName server, String command) {
    return inside(server, ". /etc/redis-failover/config/client.sh; own \"$0\"", command);
  }

  /** {@return what a script of the shell prints in the container of a server} */
  public String inside(ServerName server, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script));
    command.addAll(List.of(arguments));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (ExecWatch exec =
        podNamed(pod(server))
            .inContainer("redis")
            .writingOutput(output)
            .writingError(output)
            .exec(command.toArray(String[]::new))) {
      exec.exitCode().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(output.toString(StandardCharsets.UTF_8), failure);
    }
    return output.toString(StandardCharsets.UTF_8).strip();
  }

  /** {@return the reasons of its Events so far, oldest first} */
  public List<String> events() {
    return eventObjects().stream().map(Event::getReason).toList();
  }

  /** {@return how often something was said in Events so far, by its reason} */
  public int times(String reason) {
    return eventObjects().stream()
        .filter(event -> reason.equals(event.getReason()))
        .mapToInt(event -> event.getSeries() == null ? 1 : event.getSeries().getCount())
        .sum();
  }

  /**
   * Those of this resource: the Events of one before it with the same name are kept for an hour.
   */
  List<Event> eventObjects() {
    String uid = resource().get().getMetadata().getUid();
    return eventsOfNamespace()
        .filter(event -> event.getRegarding() != null)
        .filter(event -> "RedisFailover".equals(event.getRegarding().getKind()))
        .filter(event -> uid.equals(event.getRegarding().getUid()))
        .sorted(Comparator.comparing(event -> event.getMetadata().getCreationTimestamp()))
        .toList();
  }

  private Stream<Event> eventsOfNamespace() {
    return client().events().v1().events().inNamespace(namespace).list().getItems().stream();
  }

  /** {@return the warnings of its namespace: of which object, the reason, and the words} */
  public List<String> warnings() {
    return eventsOfNamespace()
        .filter(event -> "Warning".equals(event.getType()))
        .map(event ->
            event.getRegarding().getKind()
                + " "
                + event.getRegarding().getName()
                + ": "
                + event.getReason()
                + ": "
                + event.getNote())
        .toList();
  }

  /** Deletes the resources at once, and waits until all their pods are gone. */
  public static void deleteAll(List<DeployedPair> pairs) {
    pairs.forEach(pair -> pair.resource().delete());
    pairs.forEach(DeployedPair::delete);
  }

  /** Deletes the resource and waits until its pods are gone. */
  public void delete() {
    resource().delete();
    await("the pods go").atMost(PATIENCE).until(() -> podObjects().isEmpty());
  }
}
