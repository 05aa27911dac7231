package io.redisfailover.e2e.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs command lines of {@code kubectl} as a document shows them, from the root of the sources. */
public final class Kubectl {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final TestCluster cluster;
  private final String user;
  private final String namespace;

  /**
   * Of one user.
   *
   * @param cluster where
   * @param user who is impersonated
   * @param namespace the user's own
   */
  public Kubectl(TestCluster cluster, String user, String namespace) {
    this.cluster = cluster;
    this.user = user;
    this.namespace = namespace;
  }

  /** {@return what a line that begins with {@code kubectl} prints} */
  public String run(String line) {
    String program = Release.program(cluster.ifOwn(), "kubectl");
    String script =
        """
        kubectl() { '%s' --as='%s' --namespace='%s' "$@"; }
        cd '%s'
        %s
        """
            .formatted(program, user, namespace, root(), line);
    return Shell.run(
        Map.of("KUBECONFIG", cluster.kubeconfig().toString()),
        LIMIT,
        List.of("bash", "-euc", script));
  }

  private static Path root() {
    return Release.ROOT.toAbsolutePath();
  }
}
