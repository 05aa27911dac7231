package io.redisfailover.configuration.haproxy;

import java.util.List;

/**
 * One line of the file that says something.
 *
 * @param number from 1
 * @param words its words without quotes and escapes, at least one; they may hold a password
 */
record CfgLine(int number, List<String> words) {
  /** Copies the words. */
  CfgLine {
    words = List.copyOf(words);
  }

  @Override
  public String toString() {
    return "line " + number;
  }
}
