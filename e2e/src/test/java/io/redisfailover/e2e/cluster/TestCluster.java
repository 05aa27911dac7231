package io.redisfailover.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The cluster of this test run, with the operator installed as the chart installs it: the one of
 * {@code KUBECONFIG} or {@code -De2e.context}, else a K3s where there is a Docker engine, else the
 * one of {@code e2e/cluster}.
 */
public final class TestCluster {
  private static final Pattern WRITE = Pattern.compile("verb=\"(APPLY|DELETE|PATCH|POST|PUT)\"");
  private static final Pattern OBJECT =
      Pattern.compile(
          "resource=\"(configmaps|deployments|events|networkpolicies|persistentvolumeclaims"
              + "|poddisruptionbudgets|redisfailovers|secrets|services|statefulsets)\"");

  private static Optional<TestCluster> present = Optional.empty();

  private final KubernetesClient client;
  private final Path kubeconfig;
  private final Optional<OwnCluster> own;
  private final Consumer<List<Path>> loader;
  private final WriterPod writers;

  private TestCluster(Path kubeconfig, Optional<OwnCluster> own, Consumer<List<Path>> loader) {
    this.kubeconfig = kubeconfig;
    this.own = own;
    this.loader = loader;
    this.client = new KubernetesClientBuilder().withConfig(config(kubeconfig)).build();
    this.writers = new WriterPod(client);
  }

  /** {@return the cluster, prepared at the first call; without one the test is skipped} */
  public static synchronized TestCluster get() {
    if (present.isEmpty()) {
      TestCluster found = find();
      Release.install(found);
      found.writers.deploy();
      present = Optional.of(found);
    }
    return present.get();
  }

  private static TestCluster find() {
    Path root = Path.of(System.getProperty("e2e.root", ".."));
    OwnCluster own = new OwnCluster(root);
    String given = System.getenv("KUBECONFIG");
    boolean named = !System.getProperty("e2e.context", "").isEmpty();
    if (given != null || named) {
      Path file =
          given != null ? Path.of(given) : Path.of(System.getProperty("user.home"), ".kube/config");
      return new TestCluster(file, Optional.empty(), archives -> {}); // its nodes pull
    }
    if (K3s.isPossible()) {
      K3s k3s = K3s.start();
      return new TestCluster(k3s.kubeconfig(), Optional.empty(), k3s::load);
    }
    Assumptions.assumeTrue(
        own.isBuilt(),
        "There is no cluster: set KUBECONFIG, start a Docker engine, or run e2e/cluster/cluster"
            + " build once.");
    own.up();
    return new TestCluster(
        Path.of(own.kubeconfig()),
        Optional.of(own),
        archives ->
            own.load(
                Stream.concat(Stream.of(own.image("redis")), archives.stream().map(Path::toString))
                    .toList()));
  }

  private static Config config(Path kubeconfig) {
    String context = System.getProperty("e2e.context", "");
    return Config.fromKubeconfig(context.isEmpty() ? null : context, kubeconfig.toFile());
  }

  /** {@return a client with all rights} */
  public KubernetesClient client() {
    return client;
  }

  /** {@return a client that may do in a namespace what the role {@code edit} allows; to close} */
  public KubernetesClient editor(String namespace) {
    String user = "editor-of-" + namespace;
    namespace(namespace);
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(user)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "edit")
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .serverSideApply();
    Config config = config(kubeconfig);
    config.setImpersonateUsername(user);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** {@return the writers in a pod} */
  public WriterPod writers() {
    return writers;
  }

  /** {@return what only a cluster of e2e/cluster can do; without it the test is skipped} */
  public OwnCluster own() {
    Assumptions.assumeTrue(own.isPresent(), "Only the cluster of e2e/cluster can do this.");
    return own.orElseThrow();
  }

  Optional<OwnCluster> ifOwn() {
    return own;
  }

  /** Brings image archives to every node. */
  void load(List<Path> archives) {
    loader.accept(archives);
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** Sets how many operators there are, and waits until it is so. */
  public void operators(int replicas) {
    deployment().scale(replicas);
    await("operators: " + replicas)
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            operatorPods().size() == replicas
                && operatorPods().stream().allMatch(Readiness::isPodReady));
  }

  private RollableScalableResource<Deployment> deployment() {
    return client.apps().deployments().inNamespace(Release.NAMESPACE).withName(Release.DEPLOYMENT);
  }

  /** {@return the pods of the operators} */
  public List<Pod> operatorPods() {
    return client
        .pods()
        .inNamespace(Release.NAMESPACE)
        .withLabel("app.kubernetes.io/name", "redis-failover-operator")
        .list()
        .getItems();
  }

  /** Lets an operator lead that does not run on this node. */
  public void leadFromElsewhere(String node) {
    await("the leader is not on " + node)
        .atMost(Duration.ofMinutes(2))
        .until(() -> {
          Optional<Pod> leader = leader();
          Optional<Pod> there = leader.filter(pod -> node.equals(pod.getSpec().getNodeName()));
          there.ifPresent(pod -> client.resource(pod).delete());
          return leader.isPresent() && there.isEmpty();
        });
  }

  /** Lets an operator lead that runs on this node, and waits for the others. */
  public void leadFrom(String node) {
    await("the leader is on " + node)
        .atMost(Duration.ofMinutes(2))
        .until(() -> {
          List<Pod> operators = operatorPods();
          Optional<Pod> leader = leader();
          boolean there = leader.map(TestCluster::nodeOf).filter(node::equals).isPresent();
          if (leader.isPresent()
              && !there
              && operators.stream().allMatch(pod -> Readiness.isPodReady(pod) && isStaying(pod))) {
            client.resource(inTheWay(operators, leader.get(), node)).delete();
          }
          return there;
        });
    operators(deployment().get().getSpec().getReplicas());
    // One that has just begun knows no node yet.
    await("each operator knows who leads")
        .atMost(Duration.ofMinutes(2))
        .until(() -> operatorPods().stream().allMatch(pod -> log(pod).contains("Leadership: ")));
  }

  /** Where no operator is on the node, another one has to be made: it prefers an empty node. */
  private static Pod inTheWay(List<Pod> operators, Pod leader, String node) {
    return operators.stream().anyMatch(pod -> node.equals(nodeOf(pod)))
        ? leader
        : operators.stream()
            .filter(pod -> !pod.getMetadata().getUid().equals(leader.getMetadata().getUid()))
            .findFirst()
            .orElse(leader);
  }

  private static boolean isStaying(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null;
  }

  private static String nodeOf(Pod pod) {
    return String.valueOf(pod.getSpec().getNodeName());
  }

  private Optional<Pod> leader() {
    List<String> holders =
        client.leases().inNamespace(Release.NAMESPACE).list().getItems().stream()
            .map(lease -> String.valueOf(lease.getSpec().getHolderIdentity()))
            .toList();
    return operatorPods().stream()
        .filter(TestCluster::isStaying)
        .filter(pod -> holders.contains(pod.getMetadata().getName()))
        .findFirst();
  }

  /** {@return what the operators that run now have logged} */
  public String operatorLogs() {
    return operatorPods().stream().map(this::log).collect(Collectors.joining());
  }

  private String log(Pod operator) {
    return client
        .pods()
        .inNamespace(Release.NAMESPACE)
        .withName(operator.getMetadata().getName())
        .getLog();
  }

  /** {@return how often objects of the kinds that a pair is made of were written so far} */
  public double writesOfObjects() {
    return client
        .raw("/metrics")
        .lines()
        .filter(line -> line.startsWith("apiserver_request_total{"))
        .filter(line -> WRITE.matcher(line).find() && OBJECT.matcher(line).find())
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** {@return the names of all nodes} */
  public List<String> nodes() {
    return client.nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getName())
        .toList();
  }

  /** Waits until a node that was started again may have new pods. */
  public void awaitReady(String node) {
    await(node + " is ready")
        .atMost(Duration.ofMinutes(2))
        .until(() -> client.nodes().withName(node).get().getSpec().getTaints().isEmpty());
  }

  /**
   * Renews the lease of a node as its kubelet would: Kubernetes waits twice as long by default as
   * it does here.
   */
  public void renewLease(String node) {
    client
        .leases()
        .inNamespace("kube-node-lease")
        .withName(node)
        .edit(lease -> {
          lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
          return lease;
        });
  }

  /** Keeps new pods off a node, or lets them on it again. */
  public void cordon(String node, boolean cordoned) {
    client
        .nodes()
        .withName(node)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"unschedulable\":%s}}".formatted(cordoned));
  }

  /** Makes a namespace in which only restricted pods may run. */
  public void namespace(String name) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .serverSideApply();
  }
}
