package io.redisfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.testbed.redis.RedisRelease;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract can fail: each file in {@code simulation/mutants/redis} makes the simulated Redis
 * wrong in one way, and the comparison with a real one says so.
 */
class WrongRedisIT {
  private static final long SEEDS = 200;

  /** Only where the two differ it is waited so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Path ROOT = Path.of("..");

  @TempDir Path folder;

  static Stream<String> mutants() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("mutants", "redis"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void isToldFromARealOne(String mutant) throws Exception {
    List<String> lines = Files.readAllLines(Path.of("mutants", "redis", mutant));
    String seen = lines.get(1).substring("# seen: ".length());
    Path source = ROOT.resolve(lines.get(2).substring("file ".length()));
    String script = String.join("\n", lines.subList(3, lines.size()));
    try (URLClassLoader classes = new Classes(compiled(source, script))) {
      List<String> differences = differences(classes);
      System.out.println(mutant + ": " + differences.stream().findFirst().orElse("nothing found"));
      assertThat(differences).as(lines.getFirst()).isNotEmpty();
      assertThat(differences)
          .allSatisfy(difference -> assertThat(difference).containsPattern(seen));
    }
  }

  /** Compiles a source of the simulator, changed by a script of sed. */
  private URL compiled(Path source, String script) throws Exception {
    Path changed = folder.resolve(source.getFileName());
    int status =
        new ProcessBuilder("sed", "-e", script, source.toString())
            .redirectOutput(changed.toFile())
            .start()
            .waitFor();
    assertThat(status).as("sed").isZero();
    assertThat(Files.mismatch(source, changed)).as("the first byte that changes").isNotNegative();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                classPath(),
                changed.toString());
    assertThat(compiled).as("javac").isZero();
    return classes.toUri().toURL();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private List<String> differences(ClassLoader classes) throws Exception {
    Method differences =
        Arrays.stream(classes.loadClass(ContractRun.class.getName()).getDeclaredMethods())
            .filter(method -> method.getName().equals("differences"))
            .findFirst()
            .orElseThrow();
    differences.setAccessible(true);
    Map<String, Integer> steps = new HashMap<>();
    List<?> found =
        (List<?>)
            differences.invoke(
                null,
                RedisRelease.onPath(),
                1,
                SEEDS,
                1,
                PATIENCE,
                folder.resolve("servers"),
                steps);
    return found.stream().map(String.class::cast).toList();
  }

  /** The simulator's classes anew, with changed ones before the others. */
  private static final class Classes extends URLClassLoader {
    private static final String OURS = WrongRedisIT.class.getPackageName() + ".";

    Classes(URL changed) {
      super(
          new URL[] {
            changed, WrongRedisIT.class.getProtectionDomain().getCodeSource().getLocation()
          },
          WrongRedisIT.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
