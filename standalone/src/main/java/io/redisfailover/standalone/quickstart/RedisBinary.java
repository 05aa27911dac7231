package io.redisfailover.standalone.quickstart;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** Finds a redis-server: on PATH, else the one inside the embedded-redis jar. */
final class RedisBinary {
  private RedisBinary() {}

  /**
   * Finds one.
   *
   * @param folder where the one of the jar is unpacked to
   * @param embedded whether to pass over PATH
   * @throws IOException when there is none for this machine, with the sentence of what to do
   */
  static Path find(Path folder, boolean embedded) throws IOException {
    Optional<Path> onPath = embedded ? Optional.empty() : onPath();
    return onPath.isPresent() ? onPath.get() : unpacked(folder);
  }

  private static Optional<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of("redis-server", "valkey-server").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path unpacked(Path folder) throws IOException {
    try {
      return ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    } catch (RuntimeException none) {
      throw new IOException(
          "There is no redis-server on PATH and none for this machine in the jar; install one,"
              + " for instance with `apt install redis-server`.",
          none);
    }
  }
}
