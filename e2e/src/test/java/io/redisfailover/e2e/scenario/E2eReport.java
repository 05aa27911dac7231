package io.redisfailover.e2e.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.e2e.writers.Progress;
import io.redisfailover.e2e.writers.WriteAuditReply;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what each scenario measured: {@code target/e2e-report.md} and {@code .json}. */
public final class E2eReport {
  private static final String HEAD =
      """
      # What each scenario did

      Pauses are the longest ones of the single writers, each time, in milliseconds: minimum /
      median / maximum. A lost write was acknowledged and is not in the data that clients read
      afterwards.

      | scenario | times | pause | acknowledged | lost | errors | took, s | active | the status says |
      |---|---|---|---|---|---|---|---|---|
      """;
  private static final List<Row> ROWS = new ArrayList<>();

  private E2eReport() {}

  /**
   * A scenario.
   *
   * @param scenario what happened
   * @param times how often it was done
   * @param pausesMillis the longest pause of each writer each time, ascending
   * @param acknowledged writes with a reply
   * @param lost those of them that are not in the data
   * @param errors failures that the writers saw
   * @param lastErrors some of them, in the words that the clients saw
   * @param tookMillis until everything was settled again
   * @param active the active server at the end
   * @param says what the status says of it
   */
  private record Row(
      String scenario,
      int times,
      List<Long> pausesMillis,
      long acknowledged,
      long lost,
      int errors,
      List<String> lastErrors,
      long tookMillis,
      String active,
      String says) {}

  static synchronized void add(
      String scenario,
      DeployedPair pair,
      List<Progress> phases,
      WriteAuditReply found,
      Duration took) {
    RedisFailoverStatus status = pair.status().orElseThrow();
    write(
        new Row(
            scenario,
            phases.size(),
            phases.stream().flatMap(phase -> phase.pausesMillis().stream()).sorted().toList(),
            found.acknowledged(),
            found.lost(),
            phases.stream().mapToInt(Progress::errors).sum(),
            phases.stream()
                .flatMap(phase -> phase.lastErrors().stream())
                .distinct()
                .sorted()
                .toList(),
            took.toMillis(),
            String.valueOf(status.active()),
            Optional.ofNullable(status.lastRoleChange()).map(E2eReport::words).orElse("")));
  }

  /** A scenario without writers, of which only the time counts. */
  public static synchronized void add(String scenario, Duration took, String says) {
    write(new Row(scenario, 1, List.of(), 0, 0, 0, List.of(), took.toMillis(), "", says));
  }

  private static String words(LastRoleChange failover) {
    return "%s: %s to %s: %s"
        .formatted(failover.kind(), failover.from(), failover.to(), failover.reason());
  }

  private static void write(Row row) {
    ROWS.add(row);
    Path folder = Path.of(System.getProperty("e2e.report", "target"));
    StringBuilder table = new StringBuilder(HEAD);
    ROWS.forEach(it -> table.append(line(it)));
    try {
      Files.writeString(folder.resolve("e2e-report.md"), table);
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(folder.resolve("e2e-report.json").toFile(), ROWS);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String line(Row row) {
    return "| %s | %d | %s | %d | %d | %d | %.1f | %s | %s |%n"
        .formatted(
            row.scenario(),
            row.times(),
            pauses(row.pausesMillis()),
            row.acknowledged(),
            row.lost(),
            row.errors(),
            row.tookMillis() / 1000.0,
            row.active(),
            row.says());
  }

  private static String pauses(List<Long> sorted) {
    return sorted.isEmpty()
        ? ""
        : "%d / %d / %d"
            .formatted(sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
  }
}
