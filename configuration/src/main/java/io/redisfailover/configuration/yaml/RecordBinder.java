package io.redisfailover.configuration.yaml;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes records of a mapping: each component with a {@link Key} is one key. Components are single
 * values, records (sections), lists of either, or an {@link Optional} of a single value or record.
 */
final class RecordBinder {
  private final Problems problems;

  RecordBinder(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads one section.
   *
   * @param type the record
   * @param mapping what the file says
   * @param path the section's whole key; empty at the top
   * @return the record, or nothing when something in it was wrong: all of it was reported
   */
  <T extends Record> Optional<T> bind(Class<T> type, YamlNode.Mapping mapping, String path) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    rejectUnknown(components, mapping, path);
    List<Optional<Object>> values = new ArrayList<>();
    for (RecordComponent component : components) {
      String key = join(path, component.getName());
      YamlNode.Entry entry = mapping.entries().get(component.getName());
      if (entry == null) {
        values.add(fallback(component, mapping, key));
      } else {
        problems.place(key, entry.at());
        values.add(value(component, entry.value(), key));
      }
    }
    return values.stream().allMatch(Optional::isPresent)
        ? Optional.of(Records.create(type, values.stream().map(Optional::get).toArray()))
        : Optional.empty();
  }

  private void rejectUnknown(
      List<RecordComponent> components, YamlNode.Mapping mapping, String path) {
    List<String> known = components.stream().map(RecordComponent::getName).toList();
    for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        String advice =
            Similar.to(entry.getKey(), known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("use one of " + String.join(", ", known) + ".");
        problems.add(entry.getValue().at(), join(path, entry.getKey()), "Unknown key; " + advice);
      }
    }
  }

  /** What an unnamed key is: its default, a section of defaults, or a mistake. */
  private Optional<Object> fallback(
      RecordComponent component, YamlNode.Mapping around, String key) {
    Class<?> type = component.getType();
    Key meaning = Records.key(component);
    if (type == Optional.class) {
      return Optional.of(Optional.empty());
    }
    if (type == List.class) {
      return Optional.of(List.of());
    }
    if (type.isRecord() && !ScalarType.isScalar(type)) {
      return section(type, new YamlNode.Mapping(around.at(), Map.of()), key);
    }
    if (meaning.fallback().equals(Key.REQUIRED)) {
      problems.add(
          around.at(), key, "The key is missing; set it to " + ScalarType.words(type) + ".");
      return Optional.empty();
    }
    return ScalarType.parse(type, meaning.fallback());
  }

  private Optional<Object> value(RecordComponent component, YamlNode node, String key) {
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return single(argument(component), Records.key(component), node, key).map(Optional::of);
    }
    if (type == List.class) {
      return list(argument(component), Records.key(component), node, key);
    }
    return single(type, Records.key(component), node, key);
  }

  private Optional<Object> single(Class<?> type, Key meaning, YamlNode node, String key) {
    if (!ScalarType.isScalar(type)) {
      return section(type, node, key);
    }
    if (!(node instanceof YamlNode.Scalar(YamlNode.Place at, String text))) {
      problems.add(node.at(), key, "Must be a single value; use " + words(type, meaning) + ".");
      return Optional.empty();
    }
    if (text.isEmpty()) {
      problems.add(
          at, key, "The value is missing; use " + words(type, meaning) + ", or remove the key.");
      return Optional.empty();
    }
    Optional<Object> value = ScalarType.parse(type, text);
    if (value.filter(parsed -> inRange(type, meaning, parsed)).isEmpty()) {
      String shown = type == HiddenText.class ? "This" : "`" + text + "`";
      problems.add(at, key, shown + " is not valid; use " + words(type, meaning) + ".");
      return Optional.empty();
    }
    return value;
  }

  private Optional<Object> section(Class<?> type, YamlNode node, String key) {
    if (node instanceof YamlNode.Mapping mapping) {
      return bind(type.asSubclass(Record.class), mapping, key).map(Object.class::cast);
    }
    String keys =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.joining(", "));
    problems.add(node.at(), key, "Must be a section with these keys: " + keys + ".");
    return Optional.empty();
  }

  private Optional<Object> list(Class<?> type, Key meaning, YamlNode node, String key) {
    if (!(node instanceof YamlNode.Sequence(YamlNode.Place at, List<YamlNode> elements))) {
      problems.add(node.at(), key, "Must be a list, each element after a `- `.");
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      String element = key + "[" + i + "]";
      problems.place(element, elements.get(i).at());
      single(type, meaning, elements.get(i), element).ifPresent(values::add);
    }
    return values.size() == elements.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  private static boolean inRange(Class<?> type, Key meaning, Object value) {
    boolean high = !meaning.min().isEmpty() && compare(type, value, meaning.min()) < 0;
    boolean low = !meaning.max().isEmpty() && compare(type, value, meaning.max()) > 0;
    return !high && !low;
  }

  private static int compare(Class<?> type, Object value, String bound) {
    return ScalarType.compare(value, ScalarType.parse(type, bound).orElseThrow());
  }

  static String words(Class<?> type, Key meaning) {
    String range =
        meaning.min().isEmpty()
            ? (meaning.max().isEmpty() ? "" : ", at most " + meaning.max())
            : meaning.max().isEmpty()
                ? ", at least " + meaning.min()
                : ", from " + meaning.min() + " to " + meaning.max();
    return ScalarType.words(type) + range;
  }

  static Class<?> argument(RecordComponent component) {
    Type argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    return (Class<?>) argument;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
