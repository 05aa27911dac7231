package io.redisfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.testbed.redis.RedisRelease;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  /** Reached only where the two differ. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Path MUTANTS = Path.of("mutants", "redis");

  private static final String MUTATED =
      ". ../scripts/toolchain.bash && . ../scripts/mutants.bash && mutated \"$1\" \"$2\"";

  @TempDir Path folder;

  static Stream<String> mutants() throws IOException {
    try (Stream<Path> files = Files.list(MUTANTS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void isToldFromARealOne(String mutant) throws Exception {
    Path file = MUTANTS.resolve(mutant);
    List<String> lines = Files.readAllLines(file);
    String seen = lines.get(1).substring("# seen: ".length());
    try (URLClassLoader classes = new Classes(compiled(file))) {
      List<String> differences = differences(classes);
      System.out.println(mutant + ": " + differences.stream().findFirst().orElse("nothing found"));
      assertThat(differences).as(lines.getFirst()).isNotEmpty();
      assertThat(differences)
          .allSatisfy(difference -> assertThat(difference).containsPattern(seen));
    }
  }

  /** Compiles the sources of the simulator that a mutant changes. */
  private URL compiled(Path mutant) throws Exception {
    Path changed = folder.resolve("changed");
    Process mutated =
        new ProcessBuilder("bash", "-c", MUTATED, "mutated", mutant.toString(), changed.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mutated.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(mutated.waitFor()).as(said).isZero();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> words =
        new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp"));
    words.add(classPath());
    try (Stream<Path> sources = Files.walk(changed)) {
      sources.filter(Files::isRegularFile).map(Path::toString).forEach(words::add);
    }
    int compiled =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
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
