package io.redisfailover.faults;

import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.WriteAudit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Writes the measurements of all tests into one table, {@code target/fault-report.md}. */
final class FaultReport {
  private static final String HEAD =
      """
      # Measurements of each fault

      Pauses of the clients in milliseconds: minimum / median / maximum. A lost write was
      acknowledged, and clients do not read it afterwards.

      | fault | servers | pause, Jedis | pause, Lettuce | acknowledged | lost | errors |
      |---|---|---|---|---|---|---|
      """;

  private FaultReport() {}

  /** Adds a row. */
  static synchronized void add(
      String fault, String release, List<Journal> journals, WriteAudit findings) {
    int errors = journals.stream().mapToInt(Journal::errorsInPhase).sum();
    write(
        fault + ", " + release,
        "| %s | %s | %s | %s | %d | %d | %d |%n"
            .formatted(
                fault,
                release,
                pauses(journals, ClientLibrary.JEDIS),
                pauses(journals, ClientLibrary.LETTUCE),
                findings.acknowledged(),
                findings.lost().size(),
                errors));
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

  /** One file for each row, because several processes run tests; the table is all of them. */
  private static void write(String name, String row) {
    try {
      Path file = Path.of(System.getProperty("fault.report", "target/fault-report.md"));
      Path rows = file.resolveSibling("fault-report");
      Files.createDirectories(rows);
      Files.writeString(rows.resolve(name.replaceAll("[^A-Za-z0-9.]+", "-")), row);
      StringBuilder table = new StringBuilder(HEAD);
      try (Stream<Path> all = Files.list(rows)) {
        for (Path one : all.sorted().toList()) {
          table.append(Files.readString(one));
        }
      }
      Files.writeString(file, table);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
