package io.redisfailover.e2e.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine. */
final class Shell {
  private Shell() {}

  /**
   * Runs a program to its end.
   *
   * @return what it printed, without the last line end
   * @throws IllegalStateException with what it printed, when it fails or takes too long
   */
  static String run(Map<String, String> environment, Duration limit, List<String> command) {
    try {
      Path output = Files.createTempFile("e2e", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
      Files.delete(output);
      if (!ended) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " takes longer than " + limit + ": " + printed);
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            command + " ended with " + process.exitValue() + ": " + printed);
      }
      return printed;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
