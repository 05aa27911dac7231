package io.redisfailover.proxy.stats.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * How HAProxy describes a field beside its value.
 *
 * @param origin letter of where it comes from, for instance {@code M} for a metric
 * @param nature letter of what it is, for instance {@code C} for a counter
 * @param scope letter of what it holds for, for instance {@code P} for the process
 * @param type {@code str}, {@code u32}, {@code u64} or {@code s32}
 */
public record HaproxyTag(char origin, char nature, char scope, String type) {
  /** A text without another meaning. */
  public static final HaproxyTag TEXT = new HaproxyTag('M', 'O', 'P', "str");

  private static final Map<Character, String> ORIGINS =
      Map.of('M', "Metric", 'S', "Status", 'K', "Key", 'C', "Config", 'P', "Product");
  private static final Map<Character, String> NATURES =
      Map.of(
          'G',
          "Gauge",
          'L',
          "Limit",
          'M',
          "Max",
          'R',
          "Rate",
          'C',
          "Counter",
          'D',
          "Duration",
          'A',
          "Age",
          'N',
          "Name",
          'O',
          "Output",
          'a',
          "Avg");
  private static final Map<Character, String> SCOPES = Map.of('P', "Process", 'S', "Service");

  /**
   * {@return a tag}
   *
   * @param text as HAProxy prints it, for instance {@code MCP:u64}
   */
  public static HaproxyTag parse(String text) {
    return new HaproxyTag(text.charAt(0), text.charAt(1), text.charAt(2), text.substring(4));
  }

  /** {@return tag and value, as the typed format has them} */
  public String typed(String value) {
    return "" + origin + nature + scope + ':' + type + ':' + value;
  }

  /**
   * Describes a field as the JSON format does.
   *
   * @param field gets the description
   * @param position its position
   * @param name its name
   * @param value its value
   */
  public void describe(ObjectNode field, int position, String name, String value) {
    field.putObject("field").put("pos", position).put("name", name);
    field.put("processNum", 1);
    field
        .putObject("tags")
        .put("origin", word(ORIGINS, origin))
        .put("nature", word(NATURES, nature))
        .put("scope", word(SCOPES, scope));
    ObjectNode shown = field.putObject("value").put("type", type);
    if (type.equals("str")) {
      shown.put("value", value);
    } else {
      shown.put("value", Long.parseLong(value));
    }
  }

  private static String word(Map<Character, String> words, char letter) {
    return words.getOrDefault(letter, "Unknown");
  }
}
