package io.redisfailover.bench.disturbance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program of the system to its end. */
final class SystemCommand {
  private SystemCommand() {}

  /**
   * Runs it.
   *
   * @param words program and arguments
   * @throws IOException when it is not there or fails, with the last line that it printed
   */
  static void run(String... words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = output.lines().toList();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            "%s ended with status %d%s"
                .formatted(
                    String.join(" ", words),
                    status,
                    lines.isEmpty() ? "" : ": " + lines.getLast().strip()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
