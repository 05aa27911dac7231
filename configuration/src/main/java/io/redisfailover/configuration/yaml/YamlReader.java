package io.redisfailover.configuration.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the text of a YAML file into places and values. */
final class YamlReader {
  /** Deepest nesting. The deepest key of a configuration is in its fourth level. */
  static final int DEEPEST = 16;

  private final Problems problems;
  private final YAMLParser parser;
  private int depth;

  private YamlReader(Problems problems, YAMLParser parser) {
    this.problems = problems;
    this.parser = parser;
  }

  /**
   * Reads a file's text.
   *
   * @param text the whole file
   * @param problems gets what is no YAML, and what this program does not take
   * @return the mapping at the top; empty when there is none
   */
  static Optional<YamlNode.Mapping> read(String text, Problems problems) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      YamlReader reader = new YamlReader(problems, parser);
      if (parser.nextToken() == null) {
        problems.add(new YamlNode.Place(1, 1), "", "The file is empty; set the section servers.");
        return Optional.empty();
      }
      YamlNode root = reader.node("");
      if (parser.nextToken() != null) {
        problems.add(
            reader.here(), "", "A second document starts here; use one document per file.");
      }
      if (root instanceof YamlNode.Mapping mapping) {
        return Optional.of(mapping);
      }
      problems.add(
          root.at(), "", "The file must contain keys and values, such as `mode: Promote`.");
    } catch (JsonProcessingException noYaml) {
      problems.add(place(noYaml.getLocation()), "", "This is not YAML: " + mistake(noYaml));
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from a string failed", impossible);
    }
    return Optional.empty();
  }

  private YamlNode node(String key) throws IOException {
    YamlNode.Place at = here();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      return nested(at, key, token);
    }
    if (parser.isCurrentAlias()) {
      problems.add(at, key, "Anchors and aliases are not supported; write the value out.");
    }
    return new YamlNode.Scalar(
        at, token == JsonToken.VALUE_NULL ? "" : Objects.requireNonNullElse(parser.getText(), ""));
  }

  private YamlNode nested(YamlNode.Place at, String key, JsonToken token) throws IOException {
    if (depth == DEEPEST) {
      problems.add(at, key, "Nested more than " + DEEPEST + " deep; no key of this file is.");
      parser.skipChildren();
      return new YamlNode.Scalar(at, "");
    }
    depth++;
    YamlNode node =
        token == JsonToken.START_OBJECT
            ? new YamlNode.Mapping(at, entries(key))
            : new YamlNode.Sequence(at, elements(key));
    depth--;
    return node;
  }

  private List<YamlNode> elements(String key) throws IOException {
    List<YamlNode> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(node(key + "[" + elements.size() + "]"));
    }
    return elements;
  }

  private Map<String, YamlNode.Entry> entries(String parent) throws IOException {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      YamlNode.Place at = here();
      String name = parser.currentName();
      String key = parent.isEmpty() ? name : parent + "." + name;
      parser.nextToken();
      YamlNode.Entry entry = new YamlNode.Entry(at, node(key));
      if (entries.putIfAbsent(name, entry) != null) {
        problems.add(at, key, "Duplicate key; keep one of the two.");
      }
    }
    return entries;
  }

  private YamlNode.Place here() {
    return place(parser.currentTokenLocation());
  }

  /** A limit of the parser itself is broken at no place. */
  private static YamlNode.Place place(@Nullable JsonLocation location) {
    return location == null
        ? new YamlNode.Place(1, 1)
        : new YamlNode.Place(
            Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /**
   * The parser's own text shows lines of the file, and one of them may hold a password: its lines
   * that begin with a blank. Of the others the last one says what is wrong, in the parser's words.
   */
  private static String mistake(JsonProcessingException noYaml) {
    String said =
        noYaml
            .getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .reduce("", (context, problem) -> problem);
    if (said.contains("(TAB)")) {
      return "it contains a tab; indent with spaces.";
    }
    if (said.contains("cannot start any token")) {
      return "a value begins with a reserved character; put it into quotes.";
    }
    if (said.contains("mapping values are not allowed")) {
      return "no key fits here; correct the indentation, or put a value with `: ` into quotes.";
    }
    if (said.contains("expected <block end>")) {
      return "the indentation fits no line above; correct it.";
    }
    if (said.contains("expected ',' or '")) {
      return "a bracket is not closed, or a comma is missing.";
    }
    if (said.contains("expected the node content")) {
      return "a value is missing, or a bracket is not closed.";
    }
    if (said.contains("unexpected end of stream")) {
      return "a quote is not closed.";
    }
    if (said.contains("could not find expected ':'")) {
      return "a key has no colon; set it as `key: value`.";
    }
    return "it cannot be parsed; correct it near this place.";
  }
}
