package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redisfailover.proxy.check.CheckStep.Connect;
import io.redisfailover.proxy.check.CheckStep.Expect;
import io.redisfailover.proxy.check.CheckStep.Send;
import io.redisfailover.proxy.check.CheckStep.SendFormat;
import io.redisfailover.proxy.check.CheckStep.SetVariable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of a script mean; that they mean it to HAProxy too, another test shows. */
class CheckLanguageTest {
  private static final CheckScene SCENE =
      new CheckScene(
          "redis",
          "Master",
          Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 6379)),
          "-ERR no\r\nmore",
          Map.of("check.role", "master"));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "send a\\q\\+\\.b | a\\q\\+\\.b",
        "send 'a b\\r' | a b\\r",
        "send \"a 'b' #c\" | a 'b' #c",
        "send a\\#b | a#b",
        "send a#b | a",
        "send a # the first letter | a",
        "send a\"b c\"'d e'f | ab cd ef",
        "send \\$a$b | \\$a$b",
        "send \"\\$a\" | $a",
        "send a\\ | a\\",
        "send \\x41\\x42 comment both\\ letters | AB",
      })
  void splitsWordsAsHaproxyDoes(String rule, String sent) {
    assertThat(parse(rule))
        .isInstanceOfSatisfying(
            Send.class, send -> assertThat(send.bytes()).isEqualTo(Bytes.ofAscii(sent)));
  }

  @Test
  void takesTheBytesOfATextAsTheyStandInTheFile() {
    assertThat(parse("send ü\\xff"))
        .isEqualTo(new Send(Bytes.of((byte) 0xc3, (byte) 0xbc, (byte) 0xff)));
  }

  @ParameterizedTest
  @CsvSource({
    "expect !string x, true",
    "expect ! string x, true",
    "expect !!string x, false",
    "expect !! string x, false",
    "expect string x, false",
  })
  void takesExclamationMarksWithAndWithoutABlank(String rule, boolean negated) {
    assertThat(((Expect) parse(rule)).negated()).isEqualTo(negated);
  }

  @Test
  void readsTheOptionsOfAnExpectBeforeAndAfterThePattern() {
    Expect expect =
        (Expect)
            parse(
                "expect ok-status l7okc error-status L7STS string x tout-status L4TOUT comment c"
                    + " min-recv 3 on-success yes on-error no status-code int(5)");
    assertThat(expect.comment()).isEqualTo("c");
    assertThat(expect.minReceived()).contains(3);
    ExpectOutcome outcome = expect.outcome();
    assertThat(List.of(outcome.ok(), outcome.error(), outcome.timeout()))
        .containsExactly(CheckStatus.L7OKC, CheckStatus.L7STS, CheckStatus.L4TOUT);
    assertThat(outcome.onSuccess().orElseThrow().in(SCENE)).contains("yes");
    assertThat(outcome.onError().orElseThrow().in(SCENE)).contains("no");
    assertThat(outcome.codeIn(SCENE)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a%%b | a%b",
        "%b/%s | redis/Master",
        "%si:%sp | 127.0.0.1:6379",
        "%[srv_name]@%[be_name] | Master@redis",
        "%[str(x y)]%[int(-7)] | x y-7",
        "%[var(check.role)]%[var(check.none)]. | master.",
        "%[res.payload(1,3),lower] | err",
        "%[res.payload(0,0),cut_crlf] | -ERR no",
        "%[res.payload(0,99)]. | .",
        "%[var(check.role),upper,bytes(1,2)] | AS",
        "%[str(AZ),hex] | 415A",
      })
  void fillsInAFormat(String format, String text) {
    assertThat(CheckFormatParser.parse(format).in(SCENE)).contains(text);
  }

  @Test
  void endsAValueInAFormatAtItsFirstNulByte() {
    CheckScene scene = new CheckScene("redis", "Master", Optional.empty(), "a\0b", Map.of());
    assertThat(CheckFormatParser.parse("<%[res.payload(0,0)]>").in(scene)).contains("<a>");
  }

  @Test
  void givesACommentToTheStepsThatFollowItAndCountsItAsAStep() {
    CheckScript script =
        CheckScript.parse(
            List.of(
                "comment dial",
                "connect",
                "comment ask",
                "send a",
                "send b",
                "expect string c",
                "comment judge",
                "expect string d",
                "expect comment own string e",
                "connect"));
    assertThat(script.steps().stream().map(CheckStep::comment))
        .containsExactly("", "dial", "", "ask", "ask", "", "", "judge", "own", "");
    assertThat(script.steps()).hasSize(10);
    assertThat(script.beginsWithConnect()).isTrue();
  }

  @Test
  void goesOnAtTheFirstNegatedExpectOfARow() {
    CheckScript script =
        CheckScript.parse(
            List.of(
                "expect string a",
                "expect !string b",
                "comment c",
                "expect string d",
                "send e",
                "expect string f"));
    assertThat(script.headOf(3)).isEqualTo(1);
    assertThat(script.headOf(0)).isEqualTo(0);
    assertThat(script.headOf(5)).isEqualTo(5);
  }

  @Test
  void readsTheOptionsOfAConnect() {
    assertThat(parse("connect default linger comment c addr 127.0.0.1:1 port 2 proto none"))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.linger()).isTrue();
              assertThat(connect.port()).contains(2);
              assertThat(connect.address().orElseThrow().isLoopbackAddress()).isTrue();
              assertThat(connect.comment()).isEqualTo("c");
            });
    assertThat(((Connect) parse("connect addr [::1]:7")).port()).contains(7);
    assertThat(((Connect) parse("connect addr ::1")).port()).isEmpty();
  }

  @Test
  void readsVariablesAndFormatsToSend() {
    assertThat(parse("set-var(check.a) str(x)")).isInstanceOf(SetVariable.class);
    assertThat(parse("set-var-fmt(check.a) x%s")).isInstanceOf(SetVariable.class);
    assertThat(parse("unset-var(sess.a)")).isEqualTo(new CheckStep.UnsetVariable("sess.a"));
    assertThat(parse("send-lf topsecret%s").toString()).isEqualTo("SendFormat");
    assertThat(parse("send-binary-lf %[str(a),hex]"))
        .isInstanceOfSatisfying(SendFormat.class, send -> assertThat(send.binary()).isTrue());
  }

  @Test
  void takesTheReadyMadeCheckAlone() {
    assertThat(CheckScript.parse(List.of("redis-check")).readyMade()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckScript.parse(List.of("redis-check", "connect")))
        .withMessage("check rule 1: redis-check is a whole script; remove the other steps");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "connect ssl | connect ssl: TLS is not available yet; remove the option, or check a port"
            + " without TLS with `port`",
        "connect send-proxy | connect send-proxy: the PROXY protocol is not available yet; remove"
            + " the option, or check a port that does not ask for it with `port`",
        "connect port 0 | connect port: 0 is no port; use 1 to 65535",
        "connect addr redis.example | connect addr: 'redis.example' is no IP address; names are not"
            + " looked up",
        "send \"$PASSWORD\" | $ in double quotes is a variable of the environment, which is not"
            + " available; write \\$, or use single quotes",
        "send a\\x00b | the text of send contains \\x00, which ends a text; use the binary form of"
            + " the step",
        "send '' | the text of send is empty",
        "send 'a | a quote is not closed; add the closing quote",
        "expect ok-status L7RSP string x | ok-status: 'L7RSP' is not possible; use one of [L7OK,"
            + " L7OKC, L6OK, L4OK]",
        "expect string a string b | expect: a second pattern, string; use a second expect",
        "expect min-recv x string a | min-recv: 'x' is no number; use a whole number",
        "send-lf %Tq | %Tq: a check does not know this variable; use %b, %s, %si, %sp, %pid or"
            + " %[expression], and %% for a percent sign",
        "send-lf 5% | a % is followed by no variable; write %% for a percent sign",
        "send-lf %[src] | a check does not know this sample; use str(TEXT), int(NUMBER),"
            + " var(check.NAME), be_name, srv_name or res.payload(OFFSET,LENGTH)",
        "set-var(txn.a) str(b) | set-var(txn.a): a check has variables of its own only, and sets"
            + " them without a condition; use a name such as check.role",
        "tcp-check send x | leave out 'tcp-check': a step begins after it",
      })
  void saysWhatIsWrongAndWhatToDo(String rule, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(rule))
        .withMessage("check rule 1: " + sentence);
  }

  @Test
  void takesNoMoreStepsThanOneCheckCanCarryOut() {
    assertThat(CheckScript.parse(Collections.nCopies(500, "expect string a")).steps()).hasSize(500);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckScript.parse(Collections.nCopies(501, "expect string a")))
        .withMessage("501 rules are too many; use at most 500");
  }

  /** Somebody may forget the word in front of a login. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUTH\\ topsecret\\r\\n",
        "topsecret",
        "connect topsecret",
        "expect topsecret",
        "set-var(check.x) topsecret",
        "set-var(check.x) str(a),topsecret",
        "send-lf %[topsecret]",
      })
  void showsNoWordThatItDoesNotKnow(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(rule))
        .extracting(Throwable::getMessage, as(InstanceOfAssertFactories.STRING))
        .doesNotContain("topsecret");
  }

  private static CheckStep parse(String rule) {
    return CheckScript.parse(List.of(rule)).steps().getFirst();
  }
}
