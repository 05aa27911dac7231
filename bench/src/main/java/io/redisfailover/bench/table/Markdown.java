package io.redisfailover.bench.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One Markdown table, row by row. */
final class Markdown {
  private final List<List<String>> rows = new ArrayList<>();

  /** With the names of its columns. */
  Markdown(String... columns) {
    rows.add(List.of(columns));
    rows.add(List.of(columns).stream().map(column -> "---").toList());
  }

  /** Adds a row; numbers and texts as they print. */
  void row(Object... cells) {
    List<String> row = List.of(cells).stream().map(String::valueOf).toList();
    if (row.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has other columns than the head: " + row);
    }
    rows.add(row);
  }

  /** {@return the table, each line with its end} */
  String text() {
    return rows.stream()
        .map(row -> row.stream().collect(Collectors.joining(" | ", "| ", " |\n")))
        .collect(Collectors.joining());
  }
}
