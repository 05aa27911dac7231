package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.CheckStep.Comment;
import io.redisfailover.proxy.check.CheckStep.Send;
import io.redisfailover.proxy.check.CheckStep.SendFormat;
import io.redisfailover.proxy.check.CheckStep.SetVariable;
import io.redisfailover.proxy.check.CheckStep.UnsetVariable;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses one {@code tcp-check} rule of HAProxy's language. */
final class CheckRuleParser {
  private static final Pattern VARIABLE =
      Pattern.compile("(set-var|set-var-fmt|unset-var)\\(([^)]*)\\)");
  private static final Pattern NAME = Pattern.compile("(?:check|sess)\\.[a-zA-Z0-9_.]+");

  private CheckRuleParser() {}

  static CheckStep parse(String rule) {
    RuleWords words = RuleWords.of(rule);
    if (!words.more()) {
      throw new IllegalArgumentException("the rule is empty");
    }
    String name = words.next("a step");
    CheckStep step =
        switch (name) {
          case "connect" -> ConnectParser.parse(words);
          case "send", "send-binary", "send-lf", "send-binary-lf" -> send(name, words);
          case "expect" -> ExpectParser.parse(words);
          case "comment" -> new Comment(words.next("the text of comment"));
          case "tcp-check" ->
              throw new IllegalArgumentException("leave out 'tcp-check': a step begins after it");
          case CheckScript.REDIS_CHECK ->
              throw new IllegalArgumentException(
                  name + " is a whole script; remove the other steps");
          default -> variable(name, words);
        };
    if (words.more()) {
      throw new IllegalArgumentException(
          "unexpected text after " + name + "; write a blank in a text as '\\ '");
    }
    return step;
  }

  private static CheckStep send(String name, RuleWords words) {
    String text = words.next("the text of " + name);
    String comment = "";
    while (words.more()) {
      if (!words.next("comment").equals("comment")) {
        // What stands there may be the second half of a password.
        throw new IllegalArgumentException(
            "unexpected text after " + name + "; write a blank in a text as '\\ '");
      }
      comment = words.next("the text of comment");
    }
    return switch (name) {
      case "send" -> new Send(Bytes.ofAscii(text), comment);
      case "send-binary" -> new Send(hex(text), comment);
      case "send-lf" -> new SendFormat(CheckFormatParser.parse(text), false, comment);
      default -> new SendFormat(CheckFormatParser.parse(text), true, comment);
    };
  }

  private static CheckStep variable(String word, RuleWords words) {
    Matcher action = VARIABLE.matcher(word);
    if (!action.matches()) {
      throw new IllegalArgumentException(
          "the word in front is no step; use connect, send, send-binary, send-lf, send-binary-lf, expect,"
              + " comment, set-var(NAME), set-var-fmt(NAME) or unset-var(NAME)");
    }
    String name = action.group(2);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          action.group(1)
              + "("
              + Bytes.readable(name)
              + "): a check has variables of its own only, and sets them without a condition; use a"
              + " name such as check.role");
    }
    return switch (action.group(1)) {
      case "set-var" ->
          new SetVariable(name, SampleParser.parse(words.next("the expression of set-var")));
      case "set-var-fmt" ->
          new SetVariable(name, CheckFormatParser.parse(words.next("the text of set-var-fmt")));
      default -> new UnsetVariable(name);
    };
  }

  /** {@return the bytes that pairs of hexadecimal digits stand for} */
  static Bytes hex(String word) {
    try {
      return Bytes.of(HexFormat.of().parseHex(word));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("the bytes are not pairs of hexadecimal digits", wrong);
    }
  }
}
