package io.redisfailover.configuration.haproxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.proxy.check.Bytes;
import io.redisfailover.proxy.check.HaproxyWords;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits one line of HAProxy's file into words, with the variables of the environment.
 *
 * <p>Three things differ, and each is an error with its reason: a variable that is not set (HAProxy
 * takes it for empty), one with {@code [*]}, and {@code \x00} (HAProxy ends the word there).
 */
final class CfgTokenizer {
  /** The directive whose words are bytes, one character for each: servers need not speak UTF-8. */
  private static final String CHECK = "tcp-check";

  /** HAProxy's limit. */
  static final int MOST_WORDS = 64;

  /** What follows the {@code $} of a variable. */
  private static final Pattern VARIABLE =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(-[^}]*)?\\}");

  private CfgTokenizer() {}

  /**
   * Splits a line.
   *
   * @param line without its line end, one character for each byte
   * @param environment yields a variable, absent when it is not set
   * @return its words, none for a blank line or a comment
   * @throws CfgException with what is wrong; no text of the line is in it
   */
  static List<String> words(String line, Function<String, Optional<String>> environment)
      throws CfgException {
    // HAProxy ends a line at a carriage return, wherever it stands.
    int end = line.indexOf('\r');
    List<String> words;
    try {
      words =
          HaproxyWords.split(
              end < 0 ? line : line.substring(0, end),
              written -> Bytes.octets(value(written, environment)));
    } catch (IllegalArgumentException wrong) {
      throw new CfgException(Sentence.of(String.valueOf(wrong.getMessage())));
    }
    if (words.size() > MOST_WORDS) {
      throw new CfgException(
          "The line has more than " + MOST_WORDS + " words; split it into several directives.");
    }
    if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      throw new CfgException("\\x00 ends the word in HAProxy; remove it.");
    }
    return !words.isEmpty() && words.getFirst().equals(CHECK) ? words : texts(words);
  }

  private static List<String> texts(List<String> words) throws CfgException {
    List<String> texts = new ArrayList<>();
    for (String word : words) {
      texts.add(text(word));
    }
    return texts;
  }

  /**
   * {@return the text of bytes}
   *
   * @param octets one character for each byte
   * @throws CfgException when they are none
   */
  static String text(String octets) throws CfgException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException noText) {
      throw new CfgException(
          "It has bytes that are not UTF-8; save the file as UTF-8, or correct the escape \\x that makes"
              + " them.");
    }
  }

  private static String value(String written, Function<String, Optional<String>> environment) {
    Matcher matcher = VARIABLE.matcher(written);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a $ in double quotes is followed by no variable of the environment; write $NAME, ${NAME}"
              + " or ${NAME-VALUE}, or \\$ for a dollar sign");
    }
    String name = Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2));
    return environment
        .apply(name)
        .or(() -> Optional.ofNullable(matcher.group(3)).map(fallback -> fallback.substring(1)))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the environment variable " + name + " is not set; set it"));
  }
}
