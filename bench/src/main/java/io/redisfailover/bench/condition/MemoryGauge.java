package io.redisfailover.bench.condition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures the memory of a JVM with {@code jcmd}, which collects its garbage first: every thread of
 * it stands still meanwhile.
 */
public final class MemoryGauge {
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final String TOTAL = "Total";
  private static final String RESIDENT = "VmRSS:";
  private static final long LIMIT_SECONDS = 60;

  private MemoryGauge() {}

  /**
   * {@return the memory of a process}
   *
   * @param pid of a JVM of this user
   * @throws IOException when it cannot be asked, with what jcmd said
   */
  public static ProcessMemory of(long pid) throws IOException, InterruptedException {
    long heap = numberAfter(TOTAL, histogram(pid), 2);
    List<String> status =
        Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.UTF_8);
    return new ProcessMemory(heap, numberAfter(RESIDENT, status, 1) << 10);
  }

  private static List<String> histogram(long pid) throws IOException, InterruptedException {
    Process asking =
        new ProcessBuilder(JCMD.toString(), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (var output = asking.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = output.lines().toList();
      if (!asking.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || asking.exitValue() != 0) {
        throw new IOException("jcmd of process " + pid + " says: " + String.join(" ", lines));
      }
      return lines;
    } finally {
      asking.destroyForcibly();
    }
  }

  /** {@return the word of this number in the last line that begins with {@code first}} */
  private static long numberAfter(String first, List<String> lines, int word) throws IOException {
    return lines.reversed().stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words[0].equals(first) && words.length > word)
        .findFirst()
        .map(words -> Long.parseLong(words[word]))
        .orElseThrow(() -> new IOException("there is no line " + first));
  }
}
