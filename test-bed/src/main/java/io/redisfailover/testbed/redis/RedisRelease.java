package io.redisfailover.testbed.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A redis-server or valkey-server that this machine has.
 *
 * @param name product and version, such as {@code Redis 7.0.15}
 * @param program the program, or a script that starts it with the libraries it needs
 */
public record RedisRelease(String name, Path program) {
  /**
   * System property: the folder in which {@code .ci/redis-releases} puts newer releases, each as
   * {@code NAME/server}.
   */
  public static final String FOLDER_PROPERTY = "redis.releases";

  private static final Pattern VERSION = Pattern.compile("(Redis|Valkey) server v=(\\d[\\d.]*)");

  /**
   * {@return the one on PATH, which every test uses unless it says otherwise}
   *
   * @throws IllegalStateException when there is none
   */
  public static RedisRelease onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(RedisRelease::of)
        .orElseThrow(() ->
            new IllegalStateException(
                "There is no redis-server on PATH; install one, for instance with"
                    + " `apt install redis-server`."));
  }

  /** {@return the one inside the embedded-redis jar, unpacked into a folder} */
  public static RedisRelease embedded(Path folder) {
    try {
      return of(ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** {@return the newer ones that were installed beside the machine's own, maybe none} */
  public static List<RedisRelease> installedBeside() {
    String folder = System.getProperty(FOLDER_PROPERTY, "");
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(Path.of(folder))) {
      return names
          .map(name -> name.resolve("server"))
          .filter(Files::isExecutable)
          .sorted()
          .map(RedisRelease::of)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** {@return every release that can be had here: PATH, the jar, those installed beside} */
  public static List<RedisRelease> all(Path folder) {
    List<RedisRelease> all = new ArrayList<>(List.of(onPath(), embedded(folder)));
    all.addAll(installedBeside());
    return all;
  }

  /** {@return whether it has functions, which carry the markers: Redis 7.0, Valkey 7.2} */
  public boolean carriesMarkers() {
    return !name.startsWith("Redis 6.");
  }

  private static RedisRelease of(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      process.waitFor(10, TimeUnit.SECONDS);
      Matcher version = VERSION.matcher(printed);
      if (!version.find()) {
        throw new IllegalStateException(program + " --version printed: " + printed);
      }
      return new RedisRelease(version.group(1) + " " + version.group(2), program);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
