package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit under examples gives its process what the example of a configuration names. */
class SystemdUnitTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir Path folder;

  @Test
  void passesEverySecretOfTheExampleInTheFolderOfItsConfiguration() throws Exception {
    ProcessConfig config = ConfigFile.read(EXAMPLES.resolve("haproxy-replacement.yaml"));
    List<String> credentials = values("LoadCredential");

    assertThat(values("ExecStart"))
        .singleElement()
        .satisfies(command -> assertThat(command).endsWith(" --config %d/standalone.yaml"));
    assertThat(credentials).contains("standalone.yaml:/etc/redis-failover/standalone.yaml");
    for (Path secret : secrets(config)) {
      String name = secret.getFileName().toString();
      assertThat(credentials).contains(name + ":/etc/redis-failover/" + name);
    }
  }

  @Test
  void canWriteWhereItSaysThatTheRecordIs() throws IOException {
    assertThat(values("StateDirectory")).containsExactly("redis-failover");
    assertThat(Files.readString(EXAMPLES.resolve("haproxy-replacement.yaml")))
        .contains("/var/lib/redis-failover/record.json");
  }

  @Test
  void isAUnitThatSystemdTakes() throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "needs systemd-analyze");
    Path unit = folder.resolve("redis-failover.service");
    Path script = Path.of("src/main/distribution/standalone").toAbsolutePath();
    Files.writeString(
        unit,
        Files.readString(EXAMPLES.resolve("redis-failover.service"))
            .replace("/opt/redis-failover/standalone", script.toString()));
    Path said = folder.resolve("said");
    Process analyze =
        new ProcessBuilder(ANALYZE.toString(), "verify", "--man=no", unit.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(analyze.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(said)).doesNotContain("redis-failover.service");
  }

  private static List<Path> secrets(ProcessConfig config) {
    return Stream.of(
            config.auth().flatMap(login -> login.passwordFile()),
            config.stats().auth().flatMap(login -> login.passwordFile()))
        .map(file -> file.orElseThrow())
        .toList();
  }

  private static List<String> values(String key) throws IOException {
    return Files.readAllLines(EXAMPLES.resolve("redis-failover.service")).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }
}
