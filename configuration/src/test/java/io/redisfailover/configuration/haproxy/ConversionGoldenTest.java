package io.redisfailover.configuration.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.haproxy.HaproxyFile.Converted;
import io.redisfailover.configuration.haproxy.HaproxyFile.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files as people have them, each with what it becomes beside it. With {@code
 * -Dgolden.reference=write} it writes what they become; read the difference.
 */
class ConversionGoldenTest {
  private static final Path FILES =
      Path.of("src/test/resources/io/redisfailover/configuration/haproxy");

  @SuppressWarnings("UnusedVariable") // by @FieldSource
  private static final List<String> NAMES =
      List.of(
          "seed",
          "debian-defaults",
          "role-master",
          "tuned",
          "redis-check",
          "acl-user",
          "connect-only",
          "kubernetes-chart",
          "rules-without-option",
          "two-pairs");

  private static final Options USUAL = new Options(false, false);

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("NAMES")
  void becomesTheFileBesideIt(String name) throws Exception {
    Path source = FILES.resolve(name + ".cfg");
    List<Converted> pairs = HaproxyFile.convert(source, USUAL, unset -> Optional.empty());

    for (Converted pair : pairs) {
      String file = pairs.size() == 1 ? name + ".yaml" : name + "-" + pair.name() + ".yaml";
      Path golden = FILES.resolve(file);
      if ("write".equals(System.getProperty("golden.reference"))) {
        Files.writeString(golden, pair.yaml());
      }
      assertThat(pair.yaml())
          .as("run with -Dgolden.reference=write to write it anew")
          .isEqualTo(Files.readString(golden));
      ProcessConfig read = ConfigFile.read(golden);
      assertThat(read.servers().master().host()).isNotEqualTo(read.servers().backup().host());
      pair.secrets()
          .values()
          .forEach(secret ->
              assertThat(pair.yaml()).doesNotContain(secret + "\n").doesNotContain(": " + secret));
    }
  }

  /** A file that HAProxy refuses would be nobody's. */
  @ParameterizedTest
  @FieldSource("NAMES")
  void isAFileThatHaproxyTakes(String name) throws Exception {
    InstalledHaproxy.Verdict verdict =
        InstalledHaproxy.validate(FILES.resolve(name + ".cfg"), folder, Map.of());

    assertThat(verdict.text()).doesNotContain("[ALERT]");
    assertThat(verdict.exitCode()).isZero();
  }

  /** What is converted and what is run are the same, but for where passwords are. */
  @ParameterizedTest
  @ValueSource(strings = {"seed", "debian-defaults", "role-master", "tuned", "redis-check"})
  void runsAsItIsConverted(String name) throws Exception {
    Path source = FILES.resolve(name + ".cfg");
    ProcessConfig run =
        HaproxyFile.read(source, USUAL, unset -> Optional.empty(), (config, problems) -> {})
            .config();
    ProcessConfig kept = ConfigFile.read(FILES.resolve(name + ".yaml"));

    assertThat(kept.check()).isEqualTo(run.check());
    assertThat(kept.timeouts()).isEqualTo(run.timeouts());
    assertThat(kept.servers()).isEqualTo(run.servers());
    assertThat(kept.listen()).isEqualTo(run.listen());
    assertThat(kept.routeOnly()).isEqualTo(run.routeOnly());
    assertThat(kept.stats().port()).isEqualTo(run.stats().port());
    assertThat(kept.auth().isPresent()).isEqualTo(run.auth().isPresent());
  }
}
