package io.redisfailover.testsupport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;

/**
 * Which calls look for something in a text. What builds, measures, encodes or trims a text is none,
 * nor is {@code equals}: two texts may be compared, and against what is for {@link SentenceRule} to
 * say.
 */
final class TextRule {
  /** Methods of a text that search it. */
  static final Set<String> SEARCHES =
      Set.of(
          "contains",
          "contentEquals",
          "endsWith",
          "equalsIgnoreCase",
          "indexOf",
          "lastIndexOf",
          "matches",
          "regionMatches",
          "replaceAll",
          "replaceFirst",
          "split",
          "splitWithDelimiters",
          "startsWith");

  /**
   * Methods of a text that take it apart or put it in an order, as who escapes or sorts it does.
   */
  private static final Set<String> PARTS =
      Set.of(
          "charAt",
          "chars",
          "codePointAt",
          "codePointBefore",
          "codePoints",
          "compareTo",
          "compareToIgnoreCase",
          "getChars",
          "lines",
          "replace",
          "subSequence",
          "substring",
          "toCharArray");

  /** Methods of a pattern that try it on a text. */
  private static final Set<String> TRIALS =
      Set.of(
          "asMatchPredicate",
          "asPredicate",
          "matcher",
          "matches",
          "split",
          "splitAsStream",
          "splitWithDelimiters");

  /** Calls and references that look for something in a text. */
  static final DescribedPredicate<JavaAccess<?>> SEARCHES_TEXT =
      describe("look for something in a text", TextRule::searchesText);

  /** Calls and references that take a text apart. */
  static final DescribedPredicate<JavaAccess<?>> TAKES_TEXT_APART =
      describe("take a text apart", access -> isCallOfText(access, PARTS));

  private TextRule() {}

  private static boolean searchesText(JavaAccess<?> access) {
    return switch (access.getTargetOwner().getName()) {
      case "java.util.regex.Pattern" -> TRIALS.contains(access.getTarget().getName());
      case "java.util.regex.Matcher",
          "java.util.regex.MatchResult",
          "java.util.Scanner",
          "java.util.StringTokenizer",
          "java.text.StringCharacterIterator",
          "java.text.BreakIterator" ->
          true;
      default -> isCallOfText(access, SEARCHES);
    };
  }

  private static boolean isCallOfText(JavaAccess<?> access, Set<String> methods) {
    return switch (access.getTargetOwner().getName()) {
      case "java.lang.String",
          "java.lang.CharSequence",
          "java.lang.StringBuilder",
          "java.lang.StringBuffer" ->
          methods.contains(access.getTarget().getName());
      default -> false;
    };
  }
}
