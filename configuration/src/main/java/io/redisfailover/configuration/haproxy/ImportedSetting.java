package io.redisfailover.configuration.haproxy;

import java.util.List;

/**
 * One key of this project's file, and where it comes from.
 *
 * @param key the whole key, such as {@code timeouts.client}
 * @param values its value in the words of the file; of a list, each element; may be secret
 * @param list whether it is a list
 * @param lines the line of each value in HAProxy's file, from 1; 0 where none says it
 */
record ImportedSetting(String key, List<String> values, boolean list, List<Integer> lines) {
  /** Copies the lists. */
  ImportedSetting {
    values = List.copyOf(values);
    lines = List.copyOf(lines);
  }

  /** A single value. */
  ImportedSetting(String key, String value, int line) {
    this(key, List.of(value), false, List.of(line));
  }

  /** {@return the single value} */
  String value() {
    return values.getFirst();
  }

  /** {@return the first line that says it; 0 for none} */
  int line() {
    return lines.isEmpty() ? 0 : lines.getFirst();
  }

  @Override
  public String toString() {
    return key + " of line " + line();
  }
}
