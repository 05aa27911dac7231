package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexSyntaxTest {
  /** The last column is what PCRE2, as Debian builds it, says. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "^\\+OK, +OK, true",
        "a.b, a\\nb, false",
        "a.b, a\\rb, true",
        "a$, a\\n, true",
        "a$, a\\r, false",
        "[[:digit:]]+x, 12x, true",
        "[[:digit:]], :, false",
        "[^[:alpha:]], a, false",
        "[[:^alpha:]], 1, true",
        "[a[b]+c, a[bc, true",
        "[a&&b]+c, &c, true",
        "[]a]x, ]x, true",
        "a{, a{, true",
        "a{2}, aa, true",
        "\\Qa.b\\E, a.b, true",
        "\\Qa.b\\E, axb, false",
        "(?P<role>master), role:master, true",
        "(?i)PONG, +pong, true",
      })
  void meansWhatItMeansToHaproxy(String regex, String text, boolean found) {
    String bytes = text.translateEscapes();
    assertThat(new RegexSearch().finds(RegexSyntax.compile(regex), bytes)).isEqualTo(found);
  }

  @Test
  void knowsTheBackspaceOfABracketExpression() {
    assertThat(new RegexSearch().finds(RegexSyntax.compile("[\\b]"), "\b")).isTrue();
  }

  @Test
  void refusesWhatJavaCannotExpress() {
    assertThatExceptionOfType(PatternSyntaxException.class)
        .isThrownBy(() -> RegexSyntax.compile("role:\\Kmaster"));
  }
}
