package io.redisfailover.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A mutant is a sed script for each source that it names. A change of that source can make the
 * script match nothing, and only the long runs would notice.
 */
class MutantFilesTest {
  private static final Path ROOT = Path.of("..");

  static Stream<Path> mutants() throws IOException {
    return Stream.of(
            "simulation/mutants/dialogues",
            "simulation/mutants/redis",
            "faults/mutants",
            "e2e/mutants")
        .map(ROOT::resolve)
        .flatMap(MutantFilesTest::files);
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void changesEverySourceThatItNames(Path mutant) throws Exception {
    Map<String, String> scripts = scripts(mutant);
    assertThat(scripts).isNotEmpty();
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      Path source = ROOT.resolve(script.getKey());
      assertThat(changed(source, script.getValue()))
          .as("%s changes nothing in %s", mutant, source)
          .isNotEqualTo(Files.readString(source));
    }
  }

  @Test
  void thereAreMutants() throws IOException {
    assertThat(mutants()).hasSizeGreaterThan(50);
  }

  /** As scripts/mutants.bash reads it. */
  private static Map<String, String> scripts(Path mutant) throws IOException {
    Map<String, String> scripts = new LinkedHashMap<>();
    String source = "";
    for (String line : Files.readAllLines(mutant)) {
      if (line.startsWith("file ")) {
        source = line.substring("file ".length());
        scripts.put(source, "");
      } else if (!line.startsWith("#")) {
        scripts.merge(source, line + "\n", String::concat);
      }
    }
    return scripts;
  }

  private static String changed(Path source, String script) throws Exception {
    Process sed =
        new ProcessBuilder(List.of("sed", "-e", script, source.toString()))
            .redirectErrorStream(true)
            .start();
    String changed = new String(sed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(sed.waitFor()).as(changed).isZero();
    return changed;
  }
}
