package io.redisfailover.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisfailover.operator.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The table of values in the chart's README is made from the comments of values.yaml: write it anew
 * with {@code -Dchart.reference=write}.
 */
class ReadmeTest {
  private static final Path README = Helm.CHART.resolve("README.md");
  private static final Path VALUES = Helm.CHART.resolve("values.yaml");
  private static final String BEGIN = "<!-- values -->\n";
  private static final String END = "<!-- end of values -->\n";
  private static final Pattern COMMENT = Pattern.compile(" *# -- (.+)");
  private static final Pattern KEY = Pattern.compile("( *)([a-zA-Z]+):.*");

  @Test
  void hasATableOfAllValues() throws IOException {
    String present = Yaml.file(README);
    String expected =
        present.substring(0, present.indexOf(BEGIN) + BEGIN.length())
            + table()
            + present.substring(present.indexOf(END));
    if ("write".equals(System.getProperty("chart.reference"))) {
      Files.writeString(README, expected);
    }
    assertThat(README).content().isEqualTo(expected);
  }

  @Test
  void describesEveryValueOrTheGroupThatItIsIn() {
    Map<String, String> comments = comments();
    List<String> silent = new ArrayList<>();
    walk("", Yaml.read(Yaml.file(VALUES)), comments, silent);
    assertThat(silent).isEmpty();
  }

  @Test
  void hasASchemaForEveryValue() throws IOException {
    JsonNode schema = Yaml.MAPPER.readTree(Yaml.file(Helm.CHART.resolve("values.schema.json")));
    assertThat(comments().keySet())
        .allMatch(key -> schema.at("/properties/" + key.replace(".", "/properties/")).isObject());
  }

  private static void walk(
      String path, JsonNode value, Map<String, String> comments, List<String> silent) {
    if (comments.containsKey(path)) {
      return;
    }
    if (value.isObject() && !value.isEmpty()) {
      value
          .properties()
          .forEach(it ->
              walk(
                  path.isEmpty() ? it.getKey() : path + "." + it.getKey(),
                  it.getValue(),
                  comments,
                  silent));
      return;
    }
    silent.add(path);
  }

  private static String table() {
    JsonNode values = Yaml.read(Yaml.file(VALUES));
    StringBuilder table = new StringBuilder("| value | default | what it is |\n|---|---|---|\n");
    comments()
        .forEach((key, comment) ->
            table.append(
                "| `%s` | `%s` | %s |\n"
                    .formatted(key, values.at("/" + key.replace('.', '/')), comment)));
    return table.toString();
  }

  /** {@return the comment of each value that has one, by its path} */
  private static Map<String, String> comments() {
    Map<String, String> comments = new TreeMap<>();
    List<String> path = new ArrayList<>();
    String comment = "";
    for (String line : Yaml.file(VALUES).lines().toList()) {
      Matcher said = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      if (said.matches()) {
        comment = said.group(1);
      } else if (key.matches()) {
        int depth = key.group(1).length() / 2;
        path.subList(Math.min(depth, path.size()), path.size()).clear();
        path.add(key.group(2));
        if (!comment.isEmpty()) {
          comments.put(String.join(".", path), comment);
        }
        comment = "";
      }
    }
    return comments;
  }
}
