package io.redisfailover.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Flux's kustomize-controller, of which the part that applies is real: the program {@code
 * e2e/flux}.
 */
public final class Flux {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final TestCluster cluster;
  private final Path program;
  private final Path folder;

  private Flux(TestCluster cluster, Path program, Path folder) {
    this.cluster = cluster;
    this.program = program;
    this.folder = folder;
  }

  /** {@return one that has applied nothing yet; without the program the test is skipped} */
  public static Flux of(TestCluster cluster) {
    Path program = Release.ROOT.resolve("e2e/target/flux");
    Assumptions.assumeTrue(program.toFile().canExecute(), () -> whyNot(program));
    try {
      return new Flux(cluster, program, Files.createTempDirectory("flux"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String whyNot(Path program) {
    Path reason = program.resolveSibling("flux.skipped");
    try {
      return "There is no stand-in for Flux: "
          + (Files.exists(reason) ? Files.readString(reason).strip() : "run e2e/flux/build.");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Applies objects, deletes what stood in the file the last time, and waits until all of them are
   * as they should be.
   *
   * @param documents YAML
   * @return what was done to each object: {@code applied} or {@code pruned}, the object, and the
   *     library's word for it
   */
  public List<String> reconcile(List<String> documents) {
    try {
      Path file = Files.writeString(folder.resolve("file.yaml"), String.join("\n---\n", documents));
      String printed =
          Shell.run(
              Map.of(),
              LIMIT,
              List.of(
                  program.toString(),
                  cluster.kubeconfig().toString(),
                  System.getProperty("e2e.context", ""),
                  file.toString(),
                  folder.resolve("inventory.json").toString()));
      return printed.lines().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
