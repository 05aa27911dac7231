package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.yaml.Similar;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The directives of one place, by their keywords.
 *
 * @param byName in the order of the documentation
 * @param <T> what takes them
 */
record DirectiveTable<T>(Map<String, Directive<T>> byName) {
  /** Most keywords of one directive. */
  static final int MOST_KEYWORDS = 3;

  private static final Pattern KEYWORDS = Pattern.compile("[A-Za-z][A-Za-z0-9. _-]{0,60}");

  /**
   * {@return a table}
   *
   * @param groups its directives; no name stands in it twice
   */
  @SafeVarargs
  static <T> DirectiveTable<T> of(List<Directive<T>>... groups) {
    Map<String, Directive<T>> all = new LinkedHashMap<>();
    for (List<Directive<T>> group : groups) {
      for (Directive<T> directive : group) {
        if (all.putIfAbsent(directive.name(), directive) != null) {
          throw new IllegalArgumentException(directive.name() + " is listed twice");
        }
      }
    }
    return new DirectiveTable<>(all);
  }

  /** {@return its directives} */
  Collection<Directive<T>> rows() {
    return byName.values();
  }

  /** {@return the directive of the most keywords with which these words begin} */
  Optional<Directive<T>> find(List<String> words) {
    for (int keywords = Math.min(MOST_KEYWORDS, words.size()); keywords > 0; keywords--) {
      Directive<T> found = byName.get(String.join(" ", words.subList(0, keywords)));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** {@return how many words the keywords of a directive are} */
  static int keywords(Directive<?> directive) {
    return directive.name().split(" ", -1).length;
  }

  /**
   * {@return the keywords of words that no row knows: never a value} A second word is a keyword if
   * some row begins with the first one. What does not look like a keyword could be a password in a
   * line that was broken, and is not shown.
   */
  String name(List<String> words) {
    boolean family =
        words.size() > 1
            && byName.keySet().stream().anyMatch(name -> name.startsWith(words.getFirst() + " "));
    String name = family ? words.get(0) + " " + words.get(1) : words.getFirst();
    return KEYWORDS.matcher(name).matches() ? name : "";
  }

  /** {@return what to do about words that no row knows} */
  String advice(List<String> words) {
    return Similar.to(name(words), byName.keySet())
        .map(near -> "Unknown directive; did you mean `" + near + "`?")
        .orElse("It has no counterpart here; remove it, or run with --lenient to leave it out.");
  }
}
