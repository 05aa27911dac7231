package io.redisfailover.configuration.yaml;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every key of a file, read off its records: the documentation cannot differ from the program. */
public final class KeyTable {
  private KeyTable() {}

  /**
   * One key.
   *
   * @param name the whole key
   * @param type how its value is written
   * @param fallback its default in words
   * @param live whether a running process takes another value
   * @param meaning what it means
   */
  public record Row(String name, String type, String fallback, boolean live, String meaning) {}

  /** {@return the keys of a file's record, in its order, sections before what is in them} */
  public static List<Row> of(Class<? extends Record> type) {
    List<Row> rows = new ArrayList<>();
    add(type, "", false, rows);
    return List.copyOf(rows);
  }

  /** {@return the keys as a table in Markdown} */
  public static String markdown(Class<? extends Record> type) {
    StringBuilder table =
        new StringBuilder(
            "| key | value | default | takes effect | meaning |\n|---|---|---|---|---|\n");
    for (Row row : of(type)) {
      table.append(
          "| `%s` | %s | %s | %s | %s |%n"
              .formatted(row.name(), row.type(), row.fallback(), effect(row), row.meaning()));
    }
    return table.toString().replace("\r\n", "\n");
  }

  private static String effect(Row row) {
    if (row.type().equals("section")) {
      return "";
    }
    return row.live() ? "by a reload" : "at the start";
  }

  private static void add(Class<?> type, String path, boolean inLive, List<Row> rows) {
    for (RecordComponent component : type.getRecordComponents()) {
      Key key = Records.key(component);
      boolean live = inLive || key.live();
      boolean optional = component.getType() == Optional.class;
      boolean list = component.getType() == List.class;
      Class<?> value = optional || list ? RecordBinder.argument(component) : component.getType();
      String name = (path.isEmpty() ? "" : path + ".") + component.getName();
      boolean section = !ScalarType.isScalar(value);
      String words = section ? "section" : RecordBinder.words(value, key);
      rows.add(
          new Row(
              name,
              list ? "list, each " + words : words,
              fallback(key, section, optional || list),
              live,
              key.value()));
      if (section) {
        add(value, name, live, rows);
      }
    }
  }

  private static String fallback(Key key, boolean section, boolean mayBeMissing) {
    if (mayBeMissing) {
      return "none";
    }
    if (section) {
      return "";
    }
    return key.fallback().equals(Key.REQUIRED) ? "must be named" : "`" + key.fallback() + "`";
  }
}
