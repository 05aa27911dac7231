package io.redisfailover.configuration.haproxy;

import java.util.List;
import java.util.Optional;

/**
 * One section of the file.
 *
 * @param kind its keyword, such as {@code listen}
 * @param name its name; empty where it has none
 * @param from the {@code defaults} section that it names; absent: the one before it
 * @param line where it begins, from 1
 * @param lines what it says, in order
 */
record CfgSection(String kind, String name, Optional<String> from, int line, List<CfgLine> lines) {
  /** Copies the lines. */
  CfgSection {
    lines = List.copyOf(lines);
  }

  /** {@return how messages name it, such as {@code listen redis}} */
  String title() {
    return name.isEmpty() ? kind : kind + " " + name;
  }
}
