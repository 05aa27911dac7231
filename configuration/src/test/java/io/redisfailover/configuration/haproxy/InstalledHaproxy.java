package io.redisfailover.configuration.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The HAProxy of the distribution, as a judge of files. */
final class InstalledHaproxy {
  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  private InstalledHaproxy() {}

  /**
   * What it says of a file.
   *
   * @param exitCode 0 for good
   * @param text both of its outputs
   */
  record Verdict(int exitCode, String text) {}

  /** Validates a file; skips the test where the program is not installed. */
  static Verdict validate(Path file, Path folder, Map<String, String> variables) throws Exception {
    boolean installed = Files.isExecutable(PROGRAM);
    if (!installed) {
      System.err.println("SKIPPED: " + PROGRAM + " is not installed.");
    }
    Assumptions.assumeTrue(installed, PROGRAM + " is not installed");
    Path said = folder.resolve("said");
    ProcessBuilder haproxy =
        new ProcessBuilder(PROGRAM.toString(), "-c", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    haproxy.environment().putAll(variables);
    Process process = haproxy.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Verdict(process.exitValue(), Files.readString(said));
  }
}
