package io.redisfailover.realredis.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** Finds a redis-server: on PATH, or inside the embedded-redis jar. */
public final class RedisBinary {
  private static final String INSTALL =
      "install one, for instance with `apt install redis-server`.";

  private RedisBinary() {}

  /**
   * {@return the redis-server on PATH}
   *
   * @throws IllegalStateException when there is none, with what to do
   */
  public static Path redisServer() {
    return ProgramPath.find("redis-server")
        .orElseThrow(
            () -> new IllegalStateException("There is no redis-server on PATH; " + INSTALL));
  }

  /**
   * {@return the redis-server or valkey-server on PATH, else the one of the jar}
   *
   * @param folder where the one of the jar is unpacked
   * @throws IllegalStateException when the jar has none for this machine either, with what to do
   */
  public static Path any(Path folder) {
    return ProgramPath.find("redis-server", "valkey-server").orElseGet(() -> embedded(folder));
  }

  /**
   * {@return the redis-server of the jar, whatever PATH has}
   *
   * @param folder where it is unpacked
   * @throws IllegalStateException when the jar has none for this machine, with what to do
   */
  public static Path embedded(Path folder) {
    try {
      return ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    } catch (RuntimeException none) {
      throw new IllegalStateException(
          "The embedded-redis jar has no redis-server for this machine; " + INSTALL, none);
    }
  }
}
