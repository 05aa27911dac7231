package io.redisfailover.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Installs the operator as a user does: with the chart, and with no other rights than its own. */
public final class Release {
  /** Where it is installed. */
  public static final String NAMESPACE = "redis-failover";

  /** The Deployment that the chart makes. */
  public static final String DEPLOYMENT = "redis-failover-operator";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  static final Path ROOT = Path.of(System.getProperty("e2e.root", ".."));
  private static final Path CHART = ROOT.resolve("helm/redis-failover-operator");
  private static final Path OLDER = ROOT.resolve("e2e/target/older");

  private Release() {}

  /** A build of the images. */
  public enum Build {
    /** This one. */
    PRESENT(""),
    /** The one of {@code e2e/older-build}. */
    OLDER("older");

    private final String tag;

    Build(String tag) {
      this.tag = tag;
    }
  }

  static void install(TestCluster cluster) {
    cluster.load(
        Stream.of("operator", "proxy-pod", "e2e")
            .map(module -> ROOT.resolve(module).resolve("target/image.tar"))
            .toList());
    cluster.namespace(NAMESPACE);
    install(cluster, Build.PRESENT, Build.PRESENT);
  }

  /** Brings the images of the older build to the cluster; without them the test is skipped. */
  public static void loadOlder(TestCluster cluster) {
    List<Path> archives = Stream.of("operator.tar", "proxy-pod.tar").map(OLDER::resolve).toList();
    Assumptions.assumeTrue(
        archives.stream().allMatch(Files::exists),
        "There are no images of the older build: e2e/older-images says why.");
    cluster.load(archives);
  }

  /**
   * Installs the chart, or upgrades it, and waits until its operators are ready.
   *
   * @param cluster where
   * @param operator the build of the operators
   * @param proxies the build of the proxies of every resource
   * @param values other values of the chart, each {@code KEY=VALUE}
   */
  public static void install(TestCluster cluster, Build operator, Build proxies, String... values) {
    List<String> all =
        new ArrayList<>(
            List.of(
                // An image of the same name may be a newer one.
                "podAnnotations.run=r" + System.currentTimeMillis(),
                "image.tag=" + operator.tag,
                "proxyImage.tag=" + proxies.tag));
    all.addAll(List.of(values));
    install(cluster, DEPLOYMENT, NAMESPACE, all);
  }

  /**
   * Installs a release of the chart of this build, or upgrades it, and waits until its operators
   * are ready.
   *
   * @param cluster where
   * @param release its name
   * @param namespace of its operators, which is there
   * @param values of the chart, each {@code KEY=VALUE}
   */
  public static void install(
      TestCluster cluster, String release, String namespace, List<String> values) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--install",
                release,
                CHART.toString(),
                "--namespace=" + namespace,
                "--wait",
                "--timeout=4m"));
    values.forEach(value -> words.add("--set=" + value));
    String unused = helm(cluster, words);
  }

  /** Removes a release if it is there; the CRD stays. */
  public static void uninstall(TestCluster cluster, String release, String namespace) {
    String unused =
        helm(
            cluster,
            List.of(
                "uninstall", release, "--namespace=" + namespace, "--ignore-not-found", "--wait"));
  }

  /**
   * Runs the test of a release.
   *
   * @return what Helm prints
   * @throws IllegalStateException with what Helm prints, when the test fails
   */
  public static String test(TestCluster cluster, String release, String namespace) {
    return helm(cluster, List.of("test", release, "--namespace=" + namespace, "--timeout=1m"));
  }

  /** {@return the objects of a release as YAML, as who applies them without Helm gets them} */
  public static String template(
      TestCluster cluster, String release, String namespace, List<String> values) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "template",
                release,
                CHART.toString(),
                "--namespace=" + namespace,
                "--kube-version=" + cluster.client().getKubernetesVersion().getGitVersion(),
                "--no-hooks"));
    values.forEach(value -> words.add("--set=" + value));
    return helm(cluster, words);
  }

  /** {@return the CRD, as the chart brings it} */
  public static String crd() {
    try {
      return Files.readString(CHART.resolve("files/redisfailovers.yaml"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String helm(TestCluster cluster, List<String> words) {
    List<String> command = new ArrayList<>(List.of(program(cluster.ifOwn(), "helm")));
    command.addAll(words);
    return Shell.run(Map.of("KUBECONFIG", cluster.kubeconfig().toString()), LIMIT, command);
  }

  /** {@return the path of a program that {@code e2e/cluster} builds, or that is installed} */
  static String program(Optional<OwnCluster> own, String name) {
    return Stream.concat(
            own.stream().map(it -> Path.of(it.build(), "bin")),
            Stream.of(System.getenv("PATH").split(":")).map(Path::of))
        .map(folder -> folder.resolve(name))
        .filter(file -> file.toFile().canExecute())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no " + name + " on the PATH."))
        .toString();
  }
}
