package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.redisfailover.e2e.cluster.ArgoCd;
import io.redisfailover.e2e.cluster.Kubectl;
import io.redisfailover.e2e.cluster.Release;
import io.redisfailover.e2e.cluster.Release.Build;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The chart, where only restricted pods may run: whoever follows the README has a pair, and
 * installations live beside each other, by Helm and as Argo CD makes them (a stand-in).
 */
@Isolated("other releases of the chart share the cluster with the one that is there")
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChartIT {
  private static final Path ROOT = Path.of(System.getProperty("e2e.root", ".."));
  private static final String SECOND = "second";
  private static final String ARGO = "third";
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final int SYNCS = 2;
  private static final String SPEC =
      """
      redis: {image: "redis:7.0"}
      proxy: {replicas: 1}
      failover: {failback: {policy: Manual}}
      """;

  private static TestCluster cluster;
  private static List<DeployedPair> pairs = List.of();
  private static List<String> valuesOfArgo = List.of();

  @BeforeAll
  static void find() {
    cluster = TestCluster.get();
  }

  @AfterAll
  static void installAsBefore() {
    if (!pairs.isEmpty()) {
      DeployedPair.deleteAll(pairs);
      Release.install(cluster, Build.PRESENT, Build.PRESENT);
      Release.uninstall(cluster, SECOND, operatorsOf(SECOND));
      new ArgoCd(cluster.client(), ARGO).delete(fileOfArgo());
    }
  }

  /** Of its Kubernetes quick start, with images that the nodes have, as they can pull none. */
  @Test
  @Order(1)
  void whoFollowsTheReadmeWithTheRightsOfEditHasAPair() throws Exception {
    String namespace = "e2e-readme";
    cluster.editor(namespace).close();
    Kubectl kubectl = new Kubectl(cluster, "editor-of-" + namespace, namespace);
    DeployedPair pair = new DeployedPair(cluster, namespace, "cache");
    List<String> lines = new ArrayList<>(commandsOfTheReadme());
    assertThat(lines).hasSizeGreaterThanOrEqualTo(5);
    assertThat(lines.getFirst()).isEqualTo("kubectl apply -f examples/kubernetes/minimal.yaml");
    assertThat(lines.getLast()).startsWith("kubectl delete rf cache");

    String unused = kubectl.run(lines.removeFirst().replace("examples", copyOfTheExamples()));
    pair.awaitSettled();
    assertThat(kubectl.run("kubectl get secret cache-auth")).contains("cache-auth");
    List<String> before = pair.uids();
    String last = lines.removeLast();
    ScenarioRun.planned("the commands of the README, with the rights of edit", pair)
        .run(() -> {
          for (String line : lines) {
            assertThat(kubectl.run(line.replace("redis:8.0.2", "docker.io/library/redis:7.0")))
                .as(line)
                .contains("cache");
            pair.awaitSettled();
          }
          pair.awaitReplaced(before);
        });
    assertThat(kubectl.run(last)).contains("deleted");
    await("the pods go").atMost(DeployedPair.PATIENCE).until(() -> pair.podObjects().isEmpty());
  }

  private static List<String> commandsOfTheReadme() throws IOException {
    return Files.readAllLines(ROOT.resolve("README.md")).stream()
        .filter(line -> line.startsWith("kubectl "))
        .map(line -> line.replace(" -w", ""))
        .toList();
  }

  private static String copyOfTheExamples() throws IOException {
    Path folder = Files.createTempDirectory("examples");
    Path minimal = Path.of("kubernetes/minimal.yaml");
    Files.createDirectories(folder.resolve(minimal).getParent());
    String text = Files.readString(ROOT.resolve("examples").resolve(minimal));
    assertThat(text).contains("spec: {}");
    Files.writeString(
        folder.resolve(minimal), text.replace("spec: {}", "spec: {redis: {image: \"redis:7.0\"}}"));
    return folder.toString();
  }

  @Test
  @Order(2)
  void installationsByHelmAndByArgoCdLookAfterTheirOwnNamespaces() throws Exception {
    Map<String, String> crd = annotationsOfTheCrd();
    install();
    pairs.forEach(pair -> pair.apply(SPEC));
    pairs.forEach(DeployedPair::awaitSettled);
    List<String> operators = uidsOfOperators();
    ArgoCd argo = new ArgoCd(cluster.client(), ARGO);
    Map<String, Long> generations = argo.generations(fileOfArgo());
    assertThat(generations).hasSizeGreaterThan(5);
    ScenarioRun.planned("the chart applied again and pruned by Argo CD", pairs.getLast())
        .run(() -> {
          for (DeployedPair pair : pairs) {
            ServerName next = pair.standby();
            pair.annotate("redisfailover.io/switchover", next.toString());
            pair.awaitActive(next);
          }
          for (int i = 0; i < SYNCS; i++) {
            assertThat(argo.sync(fileOfArgo())).as("pruned").isEmpty();
            pause();
          }
        });
    assertThat(argo.generations(fileOfArgo())).as("nobody fights").isEqualTo(generations);
    assertThat(uidsOfOperators()).as("no operator was restarted").isEqualTo(operators);
    assertThat(annotationsOfTheCrd()).as("the CRD was there already").isEqualTo(crd);
    theTestOfTheChartTellsAReleaseThatWorksFromOneThatDoesNot();
  }

  /** The second release is not needed after this. */
  private static void theTestOfTheChartTellsAReleaseThatWorksFromOneThatDoesNot() {
    String namespace = operatorsOf(SECOND);
    assertThat(Release.test(cluster, SECOND, namespace)).contains("Phase:          Succeeded");
    cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(SECOND + "-" + Release.DEPLOYMENT)
        .scale(0);
    await("it has no operator any more")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> operatorsIn(namespace).isEmpty());
    assertThatThrownBy(() -> Release.test(cluster, SECOND, namespace))
        .hasMessageContaining(SECOND + "-" + Release.DEPLOYMENT + "-test failed");
  }

  /** The one that is there looks after a namespace only, so that there is room for others. */
  private static void install() {
    pairs =
        Stream.of("first", SECOND, ARGO)
            .map(release -> new DeployedPair(cluster, "e2e-chart-" + release, "cache"))
            .toList();
    pairs.forEach(pair -> cluster.namespace(pair.namespace()));
    List.of(SECOND, ARGO).forEach(release -> cluster.namespace(operatorsOf(release)));
    Release.install(cluster, Build.PRESENT, Build.PRESENT, watching(0));
    Release.install(cluster, SECOND, operatorsOf(SECOND), List.of(watching(1), "replicas=1"));
    valuesOfArgo = List.of(watching(2), "replicas=1");
    List<String> unused = new ArgoCd(cluster.client(), ARGO).sync(fileOfArgo());
  }

  private static String watching(int pair) {
    return "watchNamespaces={" + pairs.get(pair).namespace() + "}";
  }

  private static String operatorsOf(String release) {
    return "e2e-operators-" + release;
  }

  private static String fileOfArgo() {
    return Release.template(cluster, ARGO, operatorsOf(ARGO), valuesOfArgo);
  }

  private static Map<String, String> annotationsOfTheCrd() {
    return Objects.requireNonNull(
        cluster
            .client()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("redisfailovers.redisfailover.io")
            .get()
            .getMetadata()
            .getAnnotations());
  }

  private static List<String> uidsOfOperators() {
    return Stream.of(Release.NAMESPACE, operatorsOf(SECOND), operatorsOf(ARGO))
        .flatMap(namespace -> operatorsIn(namespace).stream())
        .map(Pod::getMetadata)
        .map(metadata -> metadata.getUid())
        .sorted()
        .toList();
  }

  private static List<Pod> operatorsIn(String namespace) {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/name", "redis-failover-operator")
        .list()
        .getItems();
  }

  /** The length of what is played: a tool that applies every ten seconds. */
  private static void pause() {
    await("the next synchronization")
        .pollDelay(BETWEEN)
        .atMost(BETWEEN.multipliedBy(3))
        .until(() -> true);
  }
}
