package io.redisfailover.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A K3s of one node in a container; it ends with the tests. Pulls what is not loaded. */
final class K3s {
  private final K3sContainer container;

  private K3s(K3sContainer container) {
    this.container = container;
  }

  /** {@return whether there is a Docker engine to run it} */
  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Starts one of the image that the system property {@code e2e.k3s} names. */
  static K3s start() {
    String image = System.getProperty("e2e.k3s", "rancher/k3s:v1.34.1-k3s1");
    // The tests' JVM ends it: whatever happens, Testcontainers' own container removes it
    // afterwards.
    @SuppressWarnings("resource")
    K3sContainer container = new K3sContainer(DockerImageName.parse(image));
    container.start();
    return new K3s(container);
  }

  /** {@return a file with how it is reached, by an administrator} */
  Path kubeconfig() {
    try {
      Path file = Files.createTempFile("k3s", ".yaml"); // nobody else may read it
      file.toFile().deleteOnExit();
      return Files.writeString(file, container.getKubeConfigYaml());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Loads image archives into its container runtime. */
  void load(List<Path> archives) {
    for (Path archive : archives) {
      String there = "/tmp/" + UUID.randomUUID() + ".tar";
      container.copyFileToContainer(MountableFile.forHostPath(archive), there);
      try {
        ExecResult result = container.execInContainer("ctr", "images", "import", there);
        if (result.getExitCode() != 0) {
          throw new IllegalStateException(archive + " is not loaded: " + result.getStderr());
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while loading " + archive, stop);
      }
    }
  }
}
