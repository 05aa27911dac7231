package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redisfailover.configuration.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code standalone/target} brings to be started with. */
class StartScriptIT {
  private static final Path TARGET = Path.of("target");

  @TempDir Path folder;

  @Test
  void startsTheProcessFromAnyFolder() throws Exception {
    assertThat(run(TARGET.toAbsolutePath().resolve("standalone"), "--version"))
        .isEqualTo("redis-failover " + Version.text());
  }

  @Test
  void startsFromTheCacheOfTheBuild() throws Exception {
    assumeTrue(Runtime.version().feature() >= 25, "needs Java 25 for start.aot");
    assertThat(TARGET.resolve("start.aot")).isNotEmptyFile();
  }

  @Test
  void startsWithoutTheCacheToo() throws Exception {
    copy();
    assertThat(run(folder.resolve("standalone"), "--version"))
        .isEqualTo("redis-failover " + Version.text());
  }

  @Test
  void startsWithACacheThatIsDamaged() throws Exception {
    copy();
    Files.writeString(folder.resolve("start.aot"), "no cache");
    assertThat(run(folder.resolve("standalone"), "--version"))
        .as("standard output")
        .isEqualTo("redis-failover " + Version.text());
  }

  private void copy() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> wanted =
          files
              .filter(file ->
                  file.getFileName().toString().matches("standalone|jvm\\.options|.*\\.jar"))
              .toList();
      for (Path file : wanted) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.createSymbolicLink(folder.resolve("lib"), TARGET.resolve("lib").toAbsolutePath());
  }

  private String run(Path script, String option) throws Exception {
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), option)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .redirectOutput(said.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readString(said, StandardCharsets.UTF_8).strip();
  }
}
