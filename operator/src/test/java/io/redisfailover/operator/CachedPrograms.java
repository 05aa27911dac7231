package io.redisfailover.operator;

import java.nio.file.Path;
import java.util.Optional;

/** Where {@code e2e/cluster/cluster build} puts the programs that it builds. */
public final class CachedPrograms {
  private CachedPrograms() {}

  /** {@return the folder of the programs, whether it exists or not} */
  public static Path folder() {
    return environment("RF_CLUSTER_STATE")
        .map(Path::of)
        .orElseGet(() ->
            environment("XDG_CACHE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("redis-failover")
                .resolve("cluster"))
        .resolve("build")
        .resolve("bin");
  }

  /** {@return the value of an environment variable that is set and not empty} */
  public static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
  }
}
