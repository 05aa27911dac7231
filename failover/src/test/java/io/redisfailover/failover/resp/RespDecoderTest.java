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

  /** Whoever reads the same bytes anew would find the next reply elsewhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+\r\r\n$13\r\n$2147483640\r\n\r\n",
        "+a\rb\r\n",
        "+a\nb\r\n",
        ":1\rX\r\n",
        "-\r\r\n",
        "$1\r\r\na\r\n",
        "*1\n\r\n"
      })
  void refusesALoneLineEndWithinALine(String reply) {
    assertThatThrownBy(() -> decode(new RespDecoder(), bytes(reply), 1))
        .isInstanceOf(MalformedRespException.class);
  }

  @ParameterizedTest
  @CsvSource({"+", "$100\\r\\n", "*3\\r\\n$90\\r\\n"})
  void countsEveryByteOfAReplyWhateverItIsMadeOf(String begin) {
    byte[] endless = bytes(begin.replace("\\r\\n", "\r\n") + "x".repeat(200));
    assertThatThrownBy(() -> decode(new RespDecoder(100), endless, 10))
        .isInstanceOf(MalformedRespException.class);
  }

  @Test
  void hasItsWholeLimitForEachReplyAsLongAsNobodySaysWhatIsAwaited() throws MalformedRespException {
    byte[] many = bytes("+0123456789\r\n".repeat(50));
    assertThat(decode(new RespDecoder(20), many, 7)).hasSize(50);
  }

  @Test
  void hasItsLimitForAllRepliesToAPacketTogether() throws MalformedRespException {
    RespDecoder decoder = new RespDecoder(30);
    decoder.expect(3);
    assertThatThrownBy(() -> decode(decoder, bytes("+0123456789\r\n".repeat(3)), 7))
        .isInstanceOf(MalformedRespException.class);
  }

  @Test
  void countsAnewWithEachPacket() throws MalformedRespException {
    RespDecoder decoder = new RespDecoder(30);
    for (int packet = 0; packet < 50; packet++) {
      decoder.expect(2);
      assertThat(decode(decoder, bytes("+0123456789\r\n".repeat(2)), 7)).hasSize(2);
    }
  }

  @Test
  void countsTheRepliesToPacketsTogetherThatAreAwaitedAtOnce() throws MalformedRespException {
    RespDecoder decoder = new RespDecoder(30);
    decoder.expect(1);
    decoder.expect(2);
    assertThat(decode(decoder, bytes("+0\r\n+1\r\n+2\r\n"), 7)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void refusesWhatNobodyAskedForBehindTheLastReply(int piece) {
    RespDecoder decoder = new RespDecoder();
    decoder.expect(2);
    List<Reply> replies = new ArrayList<>();
    byte[] bytes = bytes("+a\r\n*2\r\n+b\r\n+c\r\n+");
    assertThatThrownBy(
            () -> {
              for (int at = 0; at < bytes.length; at += piece) {
                decoder.feed(bytes, at, Math.min(piece, bytes.length - at), replies::add);
              }
            })
        .isInstanceOf(MalformedRespException.class);
    assertThat(replies).containsExactly(Reply.ok("a"), Reply.ok("b\nc"));
  }

  @Test
  void takesTheReplyToAPacketThatIsSentAsSoonAsTheLastOneIsAnswered()
      throws MalformedRespException {
    RespDecoder decoder = new RespDecoder();
    List<Reply> replies = new ArrayList<>();
    decoder.expect(1);
    byte[] bytes = bytes("+a\r\n+b\r\n");
    decoder.feed(
        bytes,
        0,
        bytes.length,
        reply -> {
          replies.add(reply);
          if (replies.size() == 1) {
            decoder.expect(1);
          }
        });
    assertThat(replies).hasSize(2);
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
