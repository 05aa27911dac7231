package io.redisfailover.operator.apiserver;

import io.redisfailover.operator.CachedPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where etcd, kube-apiserver and kubectl are: in the folder that {@code KUBE_API_TEST_DIR} names,
 * as kube-api-test lays it out, or in the cache of {@code e2e/cluster/cluster build}.
 *
 * @param folder where all three are
 */
record Binaries(Path folder) {
  private static final List<String> NAMES = List.of("etcd", "kube-apiserver", "kubectl");

  /** Why tests are skipped where there are none. */
  static final String MISSING =
      "no etcd, kube-apiserver and kubectl: run `e2e/cluster/cluster build`, or set"
          + " KUBE_API_TEST_DIR to a folder with k8s/VERSION-OS-ARCHITECTURE/";

  /** {@return them, if they are somewhere} */
  static Optional<Binaries> find() {
    return candidates()
        .filter(folder -> NAMES.stream().allMatch(name -> isProgram(folder.resolve(name))))
        .findFirst()
        .map(Binaries::new);
  }

  private static Stream<Path> candidates() {
    return Stream.concat(
        CachedPrograms.environment("KUBE_API_TEST_DIR").map(Path::of).stream()
            .flatMap(Binaries::versions),
        Stream.of(CachedPrograms.folder()));
  }

  /** Newest first. */
  private static Stream<Path> versions(Path folder) {
    try (Stream<Path> versions = Files.list(folder.resolve("k8s"))) {
      return versions.sorted(Comparator.reverseOrder()).toList().stream();
    } catch (IOException notThere) {
      return Stream.empty();
    }
  }

  private static boolean isProgram(Path file) {
    return Files.isExecutable(file);
  }

  /** {@return the path of one} */
  Path program(String name) {
    return folder.resolve(name);
  }
}
