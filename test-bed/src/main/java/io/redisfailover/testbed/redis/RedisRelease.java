package io.redisfailover.testbed.redis;

import io.redisfailover.realredis.process.ProgramPath;
import io.redisfailover.realredis.process.RedisBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A release of Redis or Valkey that this machine has.
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
    return of(RedisBinary.redisServer());
  }

  /** {@return the one inside the embedded-redis jar, unpacked into a folder} */
  public static RedisRelease embedded(Path folder) {
    return of(RedisBinary.embedded(folder));
  }

  /** {@return the newer releases that were installed beside the machine's own, maybe none} */
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

  /** {@return every release of this machine: on PATH, in the jar, installed beside} */
  public static List<RedisRelease> all(Path folder) {
    List<RedisRelease> all = new ArrayList<>(List.of(onPath(), embedded(folder)));
    all.addAll(installedBeside());
    return all;
  }

  /** {@return whether it has functions, which carry the markers: Redis 7.0, Valkey 7.2} */
  public boolean carriesMarkers() {
    return !name.startsWith("Redis 6.");
  }

  /** {@return the words with which it is started so that it takes DEBUG, as 6.2 always does} */
  List<String> debugOptions() {
    return carriesMarkers() ? List.of("--enable-debug-command", "yes") : List.of();
  }

  private static RedisRelease of(Path program) {
    String printed = ProgramPath.output(program, "--version");
    Matcher version = VERSION.matcher(printed);
    if (!version.find()) {
      throw new IllegalStateException(program + " --version printed: " + printed);
    }
    return new RedisRelease(version.group(1) + " " + version.group(2), program);
  }

  @Override
  public String toString() {
    return name;
  }
}
