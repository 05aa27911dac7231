package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redisfailover.proxy.check.CheckStep.Expect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSearchTest {
  private static final String ANSWER = "a".repeat(16_000);

  /** Each of them takes minutes without a limit, or more stack than there is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rstring (a*)*\\1b",
        "rstring (a+)+b",
        "rstring (.*a){12}b",
        "rstring ^(a|b)*c$",
        "! rstring (a|aa)+$b",
        "rbinary (61)*(61)*(61)*62"
      })
  void givesUpWhenAnExpressionNeedsTooManyStepsAlsoWhereItMustNotMatch(String rule) {
    long begun = System.nanoTime();
    assertThat(verdict(rule, ANSWER, new RegexSearch())).isEqualTo(ExpectVerdict.EXHAUSTED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void countsTheStepsOfAllFragmentsOfOneCheckTogether() {
    RegexSearch check = new RegexSearch();
    int fragments = 0;
    while (verdict("rstring zz$", ANSWER, check) == ExpectVerdict.WAIT) {
      fragments++;
    }
    assertThat(fragments)
        .isBetween(RegexSearch.MOST_READS / 50_000, RegexSearch.MOST_READS / 8_000);
    assertThat(verdict("rstring zz$", ANSWER, new RegexSearch())).isEqualTo(ExpectVerdict.WAIT);
  }

  @Test
  void leavesRoomForAnOrdinaryExpressionOnTheLongestAnswer() {
    RegexSearch check = new RegexSearch();
    for (int i = 0; i < 10; i++) {
      assertThat(verdict("rstring role:(master|slave)", ANSWER + "role:master", check))
          .isEqualTo(ExpectVerdict.PASSED);
    }
  }

  @Test
  void saysWhichStepGaveUp() {
    assertThat(CheckMessages.exhausted(2, expect("rstring (a+)+b")))
        .isEqualTo("TCPCHK gave up matching content (regex) at step 2");
  }

  private static ExpectVerdict verdict(String rule, String answer, RegexSearch search) {
    Expect expect = expect(rule);
    ReceivedBytes received = new ReceivedBytes();
    ByteBuf bytes = Unpooled.copiedBuffer(answer, StandardCharsets.ISO_8859_1);
    received.append(bytes);
    bytes.release();
    return ExpectVerdict.of(expect, expect.pattern(), received, false, search);
  }

  private static Expect expect(String rule) {
    CheckScript script = CheckScript.parse(List.of("connect", "expect " + rule));
    return (Expect) script.steps().getLast();
  }
}
