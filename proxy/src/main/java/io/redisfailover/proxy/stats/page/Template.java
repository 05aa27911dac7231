package io.redisfailover.proxy.stats.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A resource with places {@code {{like this}}} for escaped text or markup. */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

  private final String name;
  private final String content;

  private Template(String name, String content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Loads a template.
   *
   * @param name a resource beside this class
   */
  static Template load(String name) {
    return new Template(name, resource(name));
  }

  /** {@return the text of a resource beside this class} */
  static String resource(String name) {
    try (InputStream input = Template.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * {@return the template with every place filled}
   *
   * @param values one value for each place, and no others
   * @throws IllegalStateException with the place without a value, or the value without a place
   */
  Html fill(Map<String, Html> values) {
    Set<String> unused = new HashSet<>(values.keySet());
    Matcher matcher = PLACE.matcher(content);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      Html value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalStateException(name + ": no value for " + matcher.group());
      }
      unused.remove(matcher.group(1));
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value.markup()));
    }
    if (!unused.isEmpty()) {
      throw new IllegalStateException(name + ": no place for " + unused);
    }
    return new Html(matcher.appendTail(filled).toString());
  }
}
