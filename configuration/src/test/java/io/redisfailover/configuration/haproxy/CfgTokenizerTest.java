package io.redisfailover.configuration.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class CfgTokenizerTest {
  private static final Map<String, String> VARIABLES = Map.of("RF_WORD", "word");

  /** A word that begins with q, and what HAProxy makes of it; absent when it refuses the line. */
  static final List<Arguments> LINES =
      List.of(
          Arguments.of("qa\\ b c", "qa b"),
          Arguments.of("q\"a b\" c", "qa b"),
          Arguments.of("q'a b' c", "qa b"),
          Arguments.of("qa\\\"b", "qa\"b"),
          Arguments.of("qa\\'b", "qa'b"),
          Arguments.of("qa\\$b", "qa\\$b"),
          Arguments.of("q\"a\\$b\"", "qa$b"),
          Arguments.of("q\"a\\\"b\"", "qa\"b"),
          Arguments.of("q\"a\\qb\"", "qa\\qb"),
          Arguments.of("q^\\+OK", "q^\\+OK"),
          Arguments.of("qa\\x41b", "qaAb"),
          Arguments.of("qa\\tb", "qa\tb"),
          Arguments.of("qa\\\\b", "qa\\b"),
          Arguments.of("qa\\", "qa\\"),
          Arguments.of("q'a\\\\b'", "qa\\\\b"),
          Arguments.of("q'a\"b'", "qa\"b"),
          Arguments.of("q\"a'b\"", "qa'b"),
          Arguments.of("qa#b", "qa"),
          Arguments.of("q\"a#b\"", "qa#b"),
          Arguments.of("q'a#b'", "qa#b"),
          Arguments.of("qa\\#b c", "qa#b"),
          Arguments.of("q\"$RF_WORD\"", "qword"),
          Arguments.of("q\"${RF_WORD}x\"", "qwordx"),
          Arguments.of("q\"${RF_NONE-usual}x\"", "qusualx"),
          Arguments.of("q$RF_WORD", "q$RF_WORD"),
          Arguments.of("q'$RF_WORD'", "q$RF_WORD"),
          Arguments.of("q${RF_WORD}", "q${RF_WORD}"),
          Arguments.of("q\"a\\ b\"", "qa b"),
          Arguments.of("q\"a\tb\" c", "qa\tb"),
          Arguments.of("qa\u000bb", "qa"),
          Arguments.of("\t qa\tb", "qa"),
          Arguments.of("q\"a", ""),
          Arguments.of("q'a", ""),
          Arguments.of("qa\\x4", ""),
          Arguments.of("q\"a\\xg1\"", ""),
          Arguments.of("q\"$\"", ""),
          Arguments.of("q\"${RF_WORD\"", ""),
          Arguments.of("q\"$1\"", ""),
          Arguments.of("q" + " a".repeat(63), "q"),
          Arguments.of("q" + " a".repeat(64), ""));

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("LINES")
  void splitsALineAsHaproxyDoes(String line, String word) throws Exception {
    if (word.isEmpty()) {
      assertThatThrownBy(() -> words(line)).isInstanceOf(CfgException.class);
    } else {
      assertThat(words(line)).first().isEqualTo(word);
    }
  }

  /** HAProxy says which word it does not know. */
  @ParameterizedTest
  @FieldSource("LINES")
  void isToldTheSameByHaproxyItself(String line, String word) throws Exception {
    Optional<String> said = firstWord(line);

    assertThat(said.orElse("")).isEqualTo(word);
  }

  private Optional<String> firstWord(String line) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            "listen a\n bind 127.0.0.1:1\n mode tcp\n" + line + "\n");
    Matcher unknown =
        Pattern.compile("unknown keyword '(.*)' in 'listen' section")
            .matcher(InstalledHaproxy.validate(file, folder, VARIABLES).text());
    return unknown.find() ? Optional.of(unknown.group(1)) : Optional.empty();
  }

  @Test
  void saysWhichVariableIsNotSetAndShowsNothingOfTheLine() {
    assertThatThrownBy(() -> words("send \"secret ${RF_NONE}\""))
        .hasMessage("The environment variable RF_NONE is not set; set it.");
    assertThatThrownBy(() -> words("send secret\\x00"))
        .hasMessage("\\x00 ends the word in HAProxy; remove it.");
  }

  @Test
  void keepsAnEmptyWordInQuotes() throws Exception {
    assertThat(words("a \"\" b")).containsExactly("a", "", "b");
    assertThat(words("  # nothing")).isEmpty();
    assertThat(words("a b\r")).containsExactly("a", "b");
  }

  private static List<String> words(String line) throws CfgException {
    return CfgTokenizer.words(line, name -> Optional.ofNullable(VARIABLES.get(name)));
  }
}
