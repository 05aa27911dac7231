package io.redisfailover.proxy.stats.page;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Markup that is safe to send. Text becomes markup only in {@link #text}, which escapes it.
 *
 * @param markup the markup
 */
record Html(String markup) {
  static final Html EMPTY = new Html("");

  /**
   * {@return {@code text} as markup that shows it literally, in content and in quoted attributes}
   */
  static Html text(String text) {
    StringBuilder markup = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      switch (character) {
        case '&' -> markup.append("&amp;");
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '"' -> markup.append("&quot;");
        case '\'' -> markup.append("&#39;");
        default -> markup.append(character);
      }
    }
    return new Html(markup.toString());
  }

  /** {@return all parts, one after the other} */
  static Html join(Collection<Html> parts) {
    return new Html(parts.stream().map(Html::markup).collect(Collectors.joining()));
  }
}
