package io.redisfailover.configuration.yaml;

import java.util.Optional;

/** A YAML file as records. */
public final class YamlFile {
  private YamlFile() {}

  /**
   * Reads a file's text into a record.
   *
   * @param type the record of the whole file
   * @param text the whole file
   * @param problems gets every mistake
   * @return the record, or nothing when there was a mistake
   */
  public static <T extends Record> Optional<T> read(Class<T> type, String text, Problems problems) {
    Optional<YamlNode.Mapping> root = YamlReader.read(text, problems);
    Optional<T> bound = root.flatMap(mapping -> new RecordBinder(problems).bind(type, mapping, ""));
    return problems.none() ? bound : Optional.empty();
  }
}
