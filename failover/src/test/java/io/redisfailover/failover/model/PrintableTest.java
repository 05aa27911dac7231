package io.redisfailover.failover.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void leavesTextAsItIsThatOnlyShowsItself() {
    String text = "ERR Größe 10 µs, 数据 \uD83D\uDE00 \\n";
    assertThat(Printable.of(text)).isSameAs(text);
    assertThat(Printable.shortened(text)).isSameAs(text);
    assertThat(Printable.is(text)).isTrue();
  }

  @Test
  void escapesWhatEndsALineOrCommandsATerminal() {
    assertThat(Printable.of("a\r\nb\tc\u001b[2Jd\u009b1me\u0000\u007f"))
        .isEqualTo("a\\r\\nb\\tc\\x1b[2Jd\\x9b1me\\x00\\x7f");
  }

  @Test
  void escapesWhatTurnsOrHidesTheTextBehindIt() {
    assertThat(Printable.of("a\u202eb\u2066c\u2028d\u2029e\ufefff\ud800"))
        .isEqualTo("a\\u202eb\\u2066c\\u2028d\\u2029e\\ufefff\\ud800");
  }

  @Test
  void isNeverLongerThanItsLimitWhateverItEscapes() {
    assertThat(Printable.shortened("x".repeat(Printable.LONGEST))).hasSize(Printable.LONGEST);
    assertThat(Printable.shortened("x".repeat(Printable.LONGEST + 1)))
        .isEqualTo("x".repeat(Printable.LONGEST - 3) + "...");
    assertThat(Printable.shortened("\u001b".repeat(1_000_000)))
        .hasSizeBetween(Printable.LONGEST - 6, Printable.LONGEST)
        .endsWith("\\x1b...");
    assertThat(Printable.shortened("\uD83D\uDE00".repeat(Printable.LONGEST))).endsWith("...");
  }
}
