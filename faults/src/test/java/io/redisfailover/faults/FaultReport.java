package io.redisfailover.faults;

import io.redisfailover.testbed.client.ClientLibrary;
import io.redisfailover.testbed.client.Findings;
import io.redisfailover.testbed.client.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what each test has measured into one table, {@code target/fault-report.md}. */
final class FaultReport {
  private static final String HEAD =
      """
      # What each fault did

      Pauses are those of the single clients, in milliseconds: minimum / median / maximum. A lost
      write was acknowledged and is not in the data that clients read afterwards.

      | fault | servers | pause, Jedis | pause, Lettuce | acknowledged | lost | errors |
      |---|---|---|---|---|---|---|
      """;

  private static final Map<String, String> ROWS = new TreeMap<>();

  private FaultReport() {}

  /** Adds a row. */
  static synchronized void add(
      String fault, String release, List<Journal> journals, Findings findings) {
    int errors = journals.stream().mapToInt(Journal::errorsInPhase).sum();
    ROWS.put(
        fault + release,
        "| %s | %s | %s | %s | %d | %d | %d |%n"
            .formatted(
                fault,
                release,
                pauses(journals, ClientLibrary.JEDIS),
                pauses(journals, ClientLibrary.LETTUCE),
                findings.acknowledged(),
                findings.lost().size(),
                errors));
    write();
  }

  private static String pauses(List<Journal> journals, ClientLibrary library) {
    List<Long> millis =
        journals.stream()
            .filter(journal -> journal.library() == library)
            .map(Journal::longestPause)
            .map(Duration::toMillis)
            .sorted()
            .toList();
    return millis.isEmpty()
        ? ""
        : "%d / %d / %d"
            .formatted(millis.getFirst(), millis.get(millis.size() / 2), millis.getLast());
  }

  private static void write() {
    try {
      Path file = Path.of(System.getProperty("fault.report", "target/fault-report.md"));
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, HEAD + String.join("", ROWS.values()));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
