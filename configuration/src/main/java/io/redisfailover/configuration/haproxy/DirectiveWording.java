package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.haproxy.CfgOutcome.Kind;
import io.redisfailover.configuration.yaml.KeyTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says messages about the keys of this project's file in the words of the file that was imported:
 * each key becomes the directive that set it, with its line.
 */
final class DirectiveWording {
  /** Keys with a dot, names that are no words of a sentence, and sections where they are keys. */
  private static final Pattern KEYS = keys();

  private static final String ROUTE_ONLY = "set `mode: RouteOnly`";

  private final ImportedPair pair;
  private final List<CfgOutcome> outcomes;

  /**
   * For one pair.
   *
   * @param pair the settings
   * @param outcomes what came of each directive
   */
  DirectiveWording(ImportedPair pair, List<CfgOutcome> outcomes) {
    this.pair = pair;
    this.outcomes = List.copyOf(outcomes);
  }

  private static Pattern keys() {
    TreeSet<String> keys =
        new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(key -> key));
    for (KeyTable.Row row : KeyTable.of(ProcessConfig.class)) {
      String key = row.name();
      boolean word = key.equals(key.toLowerCase(Locale.ROOT));
      if (key.indexOf('.') >= 0 || !word) {
        keys.add(key);
      }
    }
    String dotted = keys.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile(
        "(?m)(?<![\\w./])(?:"
            + dotted
            + ")(?![\\w/]|\\.\\w)"
            + "|^(?:auth|listen|stats|servers)(?=:)"
            + "|(?<=\\bunder )auth\\b");
  }

  /** {@return the directive that set a key, or something in or around it, without its line} */
  String directive(String key) {
    return directiveAt(pair.lineOf(key), key).orElse(key);
  }

  private Optional<String> directiveAt(int line, String key) {
    List<CfgOutcome> there =
        outcomes.stream()
            .filter(outcome -> outcome.line() == line && outcome.kind() == Kind.TAKEN)
            .toList();
    for (String around = key; !around.isEmpty(); around = around(around)) {
      String quoted = "`" + around + "`";
      Optional<CfgOutcome> meant =
          there.stream().filter(outcome -> outcome.meaning().indexOf(quoted) >= 0).findFirst();
      if (meant.isPresent()) {
        return meant.map(CfgOutcome::directive);
      }
    }
    return there.stream().findFirst().map(CfgOutcome::directive);
  }

  /** {@return the section or the list that a key is in; empty for none} */
  private static String around(String key) {
    int end = Math.max(key.lastIndexOf('.'), key.lastIndexOf('['));
    return end < 0 ? "" : key.substring(0, end);
  }

  /** {@return a message in which each key that the file sets is its directive} */
  String inWords(String message) {
    return KEYS.matcher(message.replace(ROUTE_ONLY, "start it with --route-only"))
        .replaceAll(key -> Matcher.quoteReplacement(named(key)));
  }

  private String named(MatchResult match) {
    String key = match.group();
    return pair.saidAt(key)
        .flatMap(line -> directiveAt(line, key).map(name -> "`%s` (line %d)".formatted(name, line)))
        .orElse(key);
  }

  /** {@return the first key of a message that the file has no word for} */
  static Optional<String> keyIn(String message) {
    return KEYS.matcher(message).results().map(MatchResult::group).findFirst();
  }
}
