package io.redisfailover.testsupport;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds places in a source that look into a sentence, also in a class that may look into what
 * others have written. Two sentences may be compared, so that the same is not told twice.
 */
final class SentenceRule {
  /** What sentences are called where they are had from a record, a method or a variable. */
  private static final String SENTENCE =
      "(?:why|standbyWhy|sentence|message|reason|detectedBy|inWords|obstacle|refusal|question"
          + "|decisionRequired|note|detail)";

  private static final String INSPECTION = String.join("|", HouseRules.INSPECTIONS);
  private static final String WORDS = "\"[^\"\\n]* [^\"\\n]*\"";

  private static final List<Pattern> FORBIDDEN =
      List.of(
          Pattern.compile(
              "\\b"
                  + SENTENCE
                  + "(?:\\(\\))?(?:\\s*\\.get\\(\\))?\\s*\\.(?:"
                  + INSPECTION
                  + ")\\("),
          Pattern.compile("\\b" + SENTENCE + "(?:\\(\\))?\\s*\\.equals\\(\\s*\""),
          Pattern.compile("\\.equals\\(\\s*" + WORDS + "\\s*\\)"),
          Pattern.compile(WORDS + "\\s*\\.equals\\("),
          Pattern.compile("\\bcase\\s+" + WORDS));

  private SentenceRule() {}

  /** {@return the places, empty where there is none} */
  static List<String> violations(String source) {
    return FORBIDDEN.stream().flatMap(pattern -> found(pattern, source)).toList();
  }

  private static Stream<String> found(Pattern pattern, String source) {
    return pattern.matcher(source).results().map(MatchResult::group);
  }
}
