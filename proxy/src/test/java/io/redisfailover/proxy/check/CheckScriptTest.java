package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redisfailover.proxy.check.CheckStep.Connect;
import io.redisfailover.proxy.check.CheckStep.Expect;
import io.redisfailover.proxy.check.CheckStep.Send;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckScriptTest {

  @Test
  void readsTheSeedsScriptAsItStandsInHaproxysFile() {
    CheckScript script =
        CheckScript.parse(
            List.of(
                "connect",
                "send AUTH\\ password\\r\\n",
                "send PING\\r\\n",
                "expect string +PONG",
                "send QUIT\\r\\n",
                "expect string +OK"));
    assertThat(script.steps())
        .containsExactly(
            new Connect(),
            new Send(Bytes.ofAscii("AUTH password\r\n")),
            new Send(Bytes.ofAscii("PING\r\n")),
            Expect.string("+PONG"),
            new Send(Bytes.ofAscii("QUIT\r\n")),
            Expect.string("+OK"));
  }

  @Test
  void sendsThePasswordSoThatNoCharacterInItCanEndTheCommand() {
    CheckScript script = CheckScript.login(Optional.of("hc"), Optional.of("a b\r\nQUIT ü"));
    assertThat(script.steps().get(1))
        .isEqualTo(
            new Send(Bytes.ofUtf8("*3\r\n$4\r\nAUTH\r\n$2\r\nhc\r\n$12\r\na b\r\nQUIT ü\r\n")));
  }

  @Test
  void sendsNoAuthWithoutAPassword() {
    assertThat(CheckScript.login(Optional.empty(), Optional.empty()).steps())
        .filteredOn(Send.class::isInstance)
        .hasSize(2);
  }

  @Test
  void neverShowsWhatItSends() {
    CheckScript seed = CheckScript.login(Optional.of("someone"), Optional.of("topsecret"));
    CheckScript parsed = CheckScript.parse(List.of("send AUTH\\ topsecret\\r\\n"));
    assertThat(seed.toString() + parsed).doesNotContain("topsecret").doesNotContain("someone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send a\\ b | a b",
        "send \"a b\" | a b",
        "send a\\\\b | a\\b",
        "send \\x41\\x42 | AB",
        "send-binary 50494e47 | PING",
      })
  void knowsHaproxysEscapes(String rule, String sent) {
    assertThat(CheckScript.parse(List.of(rule)).steps())
        .containsExactly(new Send(Bytes.ofAscii(sent)));
  }

  @Test
  void readsEveryOptionOfExpect() {
    CheckScript script =
        CheckScript.parse(
            List.of("expect min-recv 5 comment not\\ ready ! string -LOADING", "expect binary 2b"));
    assertThat(script.steps())
        .containsExactly(
            new Expect(
                new BytePattern.Text(Bytes.ofAscii("-LOADING")), true, Optional.of(5), "not ready"),
            new Expect(new BytePattern.Binary(Bytes.of((byte) '+')), false, Optional.empty(), ""));
  }

  @Test
  void takesMinusOneForNoLeastNumberOfBytes() {
    assertThat(CheckScript.parse(List.of("expect min-recv -1 string x")).steps())
        .containsExactly(Expect.string("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "greet x",
        "send",
        "send a b",
        "send \"a",
        "send a\\x4",
        "send-binary 4",
        "expect",
        "expect string",
        "expect text x",
        "expect min-recv x string y",
        "expect min-recv -2 string y",
        "expect rstring (",
        "connect ssl"
      })
  void refusesWhatItDoesNotUnderstandAndNamesTheRule(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckScript.parse(List.of("connect", rule)))
        .withMessageStartingWith("check rule 2: ");
  }

  @Test
  void neverShowsAPasswordInAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckScript.parse(List.of("send AUTH topsecret\\r\\n")))
        .withMessage("check rule 1: unexpected text after send; write a blank in a text as '\\ '");
  }

  @Test
  void refusesASendThatHaproxysBufferCouldNotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckScript.parse(List.of("send " + "x".repeat(16_384))))
        .withMessageContaining("16384");
  }
}
