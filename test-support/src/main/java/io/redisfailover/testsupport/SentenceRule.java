package io.redisfailover.testsupport;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds places in a source that look into a sentence. It goes by names, since a source has no
 * types. Two sentences may be compared, so that the same is not told twice.
 */
final class SentenceRule {
  /** What sentences are called where they are had from a record, a method or a variable. */
  private static final String SENTENCE =
      "(?:why|standbyMessage|sentence|message|reason|detectedBy|inWords|obstacle|refusal|question"
          + "|decisionRequired|note|detail)";

  /** What a sentence is called too, and in a reader of others' texts what it reads. */
  private static final String TEXT = "(?:said|words|text)";

  /** Who escapes or shortens a sentence does not look into it. */
  private static final String INSPECTION =
      String.join("|", TextRule.SEARCHES) + "|charAt|compareTo|compareToIgnoreCase";

  private static final String WORDS = "\"[^\"\\n]* [^\"\\n]*\"";

  /** A literal or a constant. */
  private static final String KNOWN = "(?:\"[^\"\\n]*\"|(?:\\w+\\.)*[A-Z][A-Z0-9_]+\\b(?!\\())";

  /** What a sentence is looked up in. */
  private static final String TABLE =
      "(?:(?:Set|List|Map)\\.of\\([^;{}]*?\\)|" + KNOWN + ")\\s*\\.(?:contains|containsKey|get)";

  private static final List<Pattern> ALWAYS =
      Stream.concat(
              Stream.of(
                  read(SENTENCE) + "\\s*\\.(?:" + INSPECTION + ")\\(",
                  "\\.equals\\(\\s*" + WORDS + "\\s*\\)",
                  WORDS + "\\s*\\.equals\\(",
                  "\\bcase\\s+" + WORDS),
              comparisons(SENTENCE))
          .map(Pattern::compile)
          .toList();

  private static final List<Pattern> OF_OURS = comparisons(TEXT).map(Pattern::compile).toList();

  private SentenceRule() {}

  /**
   * {@return the places, empty where there is none}
   *
   * @param source a Java source
   * @param readsOthers whether it may look into what others have written; into a sentence it may
   *     not even then
   */
  static List<String> violations(String source, boolean readsOthers) {
    return Stream.concat(ALWAYS.stream(), readsOthers ? Stream.of() : OF_OURS.stream())
        .flatMap(pattern -> found(pattern, source))
        .toList();
  }

  /** How what has a name is compared with what is known before. */
  private static Stream<String> comparisons(String name) {
    String value = "(?:\\w+(?:\\(\\))?\\s*\\.)*" + read(name);
    return Stream.of(
        read(name) + "\\s*\\.equals\\(\\s*" + KNOWN + "\\s*\\)",
        KNOWN + "\\s*\\.equals\\(\\s*" + value + "\\s*\\)",
        "\\bObjects\\.equals\\(\\s*" + value + "\\s*,\\s*" + KNOWN + "\\s*\\)",
        "\\bObjects\\.equals\\(\\s*" + KNOWN + "\\s*,\\s*" + value + "\\s*\\)",
        TABLE + "\\(\\s*" + value + "\\s*\\)",
        "\\bswitch\\s*\\(\\s*" + value + "\\s*\\)\\s*\\{\\s*case\\s+\"");
  }

  /** A value of that name, of a method's or of an optional one. */
  private static String read(String name) {
    return "\\b" + name + "(?:\\(\\))?(?:\\s*\\.(?:get|orElseThrow|toString)\\(\\))?";
  }

  private static Stream<String> found(Pattern pattern, String source) {
    return pattern.matcher(source).results().map(MatchResult::group);
  }
}
