package io.redisfailover.configuration.yaml;

import java.util.List;
import java.util.Map;

/** A value of a YAML file and where it stands. */
sealed interface YamlNode {
  /** {@return where it begins} */
  Place at();

  /**
   * Line and column.
   *
   * @param line from 1
   * @param column from 1
   */
  record Place(int line, int column) {}

  /**
   * Keys and values.
   *
   * @param at where it begins
   * @param entries by key, in the order of the file
   */
  record Mapping(Place at, Map<String, Entry> entries) implements YamlNode {}

  /**
   * One key of a mapping.
   *
   * @param at where the key stands
   * @param value its value
   */
  record Entry(Place at, YamlNode value) {}

  /**
   * A list.
   *
   * @param at where it begins
   * @param elements in order
   */
  record Sequence(Place at, List<YamlNode> elements) implements YamlNode {}

  /**
   * A single value, as it is written.
   *
   * @param at where it begins
   * @param text without quotes; empty for no value
   */
  record Scalar(Place at, String text) implements YamlNode {}
}
