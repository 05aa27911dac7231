package io.redisfailover.failover.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.command.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespDecoderTest {
  private static final String EVERY_KIND =
      String.join(
          "\r\n",
          "+OK",
          "-ERR no",
          ":-12",
          "$5",
          "h",
          "lo",
          "$0",
          "",
          "$-1",
          "*-1",
          "*0",
          "*3",
          "$1",
          "a",
          ":2",
          "-ERR in it",
          "*2",
          "*2",
          "+a",
          "+b",
          "*1",
          "$1",
          "c",
          "$5",
          "ä…",
          "");

  private static final List<Reply> REPLIES =
      List.of(
          Reply.ok("OK"),
          Reply.error("ERR no"),
          Reply.ok("-12"),
          Reply.ok("h\r\nlo"),
          Reply.ok(""),
          Reply.ok(""),
          Reply.ok(""),
          Reply.ok(""),
          Reply.ok("a\n2\nERR in it"),
          Reply.ok("a\nb\nc"),
          Reply.ok("ä…"));

  private static List<Reply> decode(RespDecoder decoder, byte[] bytes, int piece)
      throws MalformedRespException {
    List<Reply> replies = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += piece) {
      decoder.feed(bytes, at, Math.min(piece, bytes.length - at), replies::add);
    }
    return replies;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void readsEveryKindOfReplyInWhateverPiecesItComes(int piece) throws MalformedRespException {
    assertThat(decode(new RespDecoder(), bytes(EVERY_KIND), piece)).isEqualTo(REPLIES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2147483647\r\n",
        "$99999999999999999999\r\n",
        "$9223372036854775808\r\n",
        "*2147483647\r\n",
        "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n+deep\r\n"
      })
  void refusesAtOnceWhatCannotBeWithinTheLimits(String reply) {
    assertThatThrownBy(() -> decode(new RespDecoder(1000), bytes(reply), 1000))
        .isInstanceOf(MalformedRespException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 400 Bad Request\r\n", "$x\r\n", "$\r\n", "*--1\r\n", "$1\r\nab", "+a\n"})
  void refusesWhatIsNoResp2(String reply) {
    assertThatThrownBy(() -> decode(new RespDecoder(), bytes(reply), 1000))
        .isInstanceOf(MalformedRespException.class)
        .hasMessageNotContaining("HTTP");
  }

  @ParameterizedTest
  @CsvSource({"+", "$100\\r\\n", "*3\\r\\n$90\\r\\n"})
  void countsEveryByteOfAReplyWhateverItIsMadeOf(String begin) {
    byte[] endless = bytes(begin.replace("\\r\\n", "\r\n") + "x".repeat(200));
    assertThatThrownBy(() -> decode(new RespDecoder(100), endless, 10))
        .isInstanceOf(MalformedRespException.class);
  }

  @Test
  void hasItsWholeLimitForEachReply() throws MalformedRespException {
    byte[] many = bytes("+0123456789\r\n".repeat(50));
    assertThat(decode(new RespDecoder(20), many, 7)).hasSize(50);
  }

  @Test
  void neverFailsInAnotherWayWhateverComes() {
    Random random = new Random(7);
    String alphabet = "+-:$*0123456789\r\nab";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i >= 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(decode(new RespDecoder(200), bytes(text.toString()), 1 + random.nextInt(5)))
            .isNotNull();
      } catch (MalformedRespException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }
}
