package io.redisfailover.e2e.cluster;

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

  private static final Path ROOT = Path.of(System.getProperty("e2e.root", ".."));
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
    List<String> command =
        new ArrayList<>(
            List.of(
                helm(cluster.ifOwn()),
                "upgrade",
                "--install",
                DEPLOYMENT,
                ROOT.resolve("helm/redis-failover-operator").toString(),
                "--namespace=" + NAMESPACE,
                // An image of the same name may be a newer one.
                "--set=podAnnotations.run=r" + System.currentTimeMillis(),
                "--set=image.tag=" + operator.tag,
                "--set=proxyImage.tag=" + proxies.tag,
                "--wait",
                "--timeout=4m"));
    Stream.of(values).map(value -> "--set=" + value).forEach(command::add);
    String unused =
        Shell.run(Map.of("KUBECONFIG", cluster.kubeconfig().toString()), LIMIT, command);
  }

  private static String helm(Optional<OwnCluster> own) {
    return Stream.concat(
            own.stream().map(it -> Path.of(it.build(), "bin")),
            Stream.of(System.getenv("PATH").split(":")).map(Path::of))
        .map(folder -> folder.resolve("helm"))
        .filter(file -> file.toFile().canExecute())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no helm on the PATH."))
        .toString();
  }
}
