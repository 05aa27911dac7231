package io.redisfailover.e2e.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Installs the operator as a user does: with the chart, and with no other rights than its own. */
public final class Release {
  /** Where it is installed. */
  public static final String NAMESPACE = "redis-failover";

  /** The Deployment that the chart makes. */
  public static final String DEPLOYMENT = "redis-failover-operator";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Release() {}

  static void install(TestCluster cluster) {
    Path root = Path.of(System.getProperty("e2e.root", ".."));
    cluster.load(
        Stream.of("operator", "proxy-pod", "e2e")
            .map(module -> root.resolve(module).resolve("target/image.tar"))
            .toList());
    cluster.namespace(NAMESPACE);
    List<String> command =
        new ArrayList<>(
            List.of(
                helm(cluster.ifOwn()),
                "upgrade",
                "--install",
                DEPLOYMENT,
                root.resolve("helm/redis-failover-operator").toString(),
                "--namespace=" + NAMESPACE,
                // An image of the same name may be a newer one.
                "--set=podAnnotations.run=r" + System.currentTimeMillis(),
                "--wait",
                "--timeout=4m"));
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
