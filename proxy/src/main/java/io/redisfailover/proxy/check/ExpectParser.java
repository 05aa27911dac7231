package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.CheckStep.Expect;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Parses an {@code expect}: options in any order, and one pattern among them. */
final class ExpectParser {
  private static final CheckStatus[] OK = {
    CheckStatus.L7OK, CheckStatus.L7OKC, CheckStatus.L6OK, CheckStatus.L4OK
  };
  private static final CheckStatus[] ERROR = {
    CheckStatus.L7RSP, CheckStatus.L7STS, CheckStatus.L7OKC, CheckStatus.L6RSP, CheckStatus.L4CON
  };
  private static final CheckStatus[] TIMEOUT = {
    CheckStatus.L7TOUT, CheckStatus.L6TOUT, CheckStatus.L4TOUT
  };

  private final RuleWords words;
  private @Nullable BytePattern pattern;
  private boolean negated;
  private Optional<Integer> minReceived = Optional.empty();
  private String comment = "";
  private CheckStatus ok = CheckStatus.L7OK;
  private CheckStatus error = CheckStatus.L7RSP;
  private CheckStatus timeout = CheckStatus.L7TOUT;
  private Optional<CheckFormat> onSuccess = Optional.empty();
  private Optional<CheckFormat> onError = Optional.empty();
  private Optional<SampleExpression> code = Optional.empty();

  private ExpectParser(RuleWords words) {
    this.words = words;
  }

  static Expect parse(RuleWords words) {
    ExpectParser parser = new ExpectParser(words);
    while (words.more() || parser.pattern == null) {
      parser.option(words.next("what to expect"));
    }
    ExpectOutcome outcome =
        new ExpectOutcome(
            parser.ok, parser.error, parser.timeout, parser.onSuccess, parser.onError, parser.code);
    return new Expect(parser.pattern, parser.negated, parser.minReceived, parser.comment, outcome);
  }

  private void option(String word) {
    switch (word) {
      case "min-recv" -> minReceived = minReceived(words.next("the number of min-recv"));
      case "comment" -> comment = words.next("the text of comment");
      case "ok-status" -> ok = status(word, OK);
      case "error-status" -> error = status(word, ERROR);
      case "tout-status" -> timeout = status(word, TIMEOUT);
      case "on-success" -> onSuccess = format(word);
      case "on-error" -> onError = format(word);
      case "status-code" ->
          code = Optional.of(SampleParser.parse(words.next("the expression of status-code")));
      case String negation when negation.startsWith("!") -> negation(negation);
      default -> pattern(word);
    }
  }

  /** Each exclamation mark turns the meaning; the pattern follows them, with or without a blank. */
  private void negation(String word) {
    int marks = 0;
    while (marks < word.length() && word.charAt(marks) == '!') {
      marks++;
      negated = !negated;
    }
    String rest = word.substring(marks);
    pattern(rest.isEmpty() ? words.next("the pattern after !") : rest);
  }

  private void pattern(String match) {
    if (!isMatch(match)) {
      throw new IllegalArgumentException(
          "expect: a match or an option is unknown; use one of string, rstring, binary, rbinary, string-lf and binary-lf,"
              + " with ! in front to negate it, and the options min-recv, comment, ok-status,"
              + " error-status, tout-status, on-success, on-error and status-code");
    }
    if (pattern != null) {
      throw new IllegalArgumentException(
          "expect: a second pattern, " + match + "; use a second expect");
    }
    String text = words.next("the pattern of " + match);
    pattern =
        switch (match) {
          case "string" -> new BytePattern.Text(Bytes.ofAscii(text));
          case "binary" -> new BytePattern.Binary(CheckRuleParser.hex(text));
          case "rstring" -> new BytePattern.Regex(regex(match, text), false);
          case "rbinary" -> new BytePattern.Regex(regex(match, text), true);
          case "string-lf" -> new BytePattern.Format(CheckFormatParser.parse(text), false);
          default -> new BytePattern.Format(CheckFormatParser.parse(text), true);
        };
  }

  private static boolean isMatch(String word) {
    return switch (word) {
      case "string", "rstring", "binary", "rbinary", "string-lf", "binary-lf" -> true;
      default -> false;
    };
  }

  private static Optional<Integer> minReceived(String word) {
    int least = Numbers.whole("min-recv", word);
    return least == -1 ? Optional.empty() : Optional.of(least);
  }

  private CheckStatus status(String option, CheckStatus... allowed) {
    String word = words.next("the status of " + option).toUpperCase(Locale.ROOT);
    return Arrays.stream(allowed)
        .filter(status -> status.name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                option
                    + ": '"
                    + Bytes.readable(word)
                    + "' is not possible; use one of "
                    + Arrays.toString(allowed)));
  }

  private Optional<CheckFormat> format(String option) {
    return Optional.of(CheckFormatParser.parse(words.next("the text of " + option)));
  }

  private static Pattern regex(String match, String word) {
    try {
      return RegexSyntax.compile(word);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          match + ": " + Bytes.readable(wrong.getDescription()) + "; correct the pattern", wrong);
    }
  }
}
