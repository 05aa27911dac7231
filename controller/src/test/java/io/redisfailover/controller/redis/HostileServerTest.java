package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.resp.RespDecoder;
import io.redisfailover.testsupport.ScriptedServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a server sends is an answer, within limits, and never the answer to another question.
 */
@Timeout(60)
class HostileServerTest {
  /** Long enough for whatever comes to have come. */
  private static final Duration SOON = Duration.ofMillis(500);

  /** Never over within a test. */
  private static final Duration LATE = Duration.ofSeconds(50);

  private final MonotonicClock clock = new MonotonicClock();

  private BlockingProber probe(ScriptedServer server, Duration limit) {
    return new BlockingProber(ScriptedRedis.entered(server, limit), clock::instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+\r\r\n$13\r\n$2147483640\r\n\r\n",
        ":1\rX\r\n",
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "$2147483640\r\n",
        "*2147483640\r\n"
      })
  void isGarbledWhereNoReplyIs(String words) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(words);
        BlockingProber probe = probe(server, LATE)) {
      assertThat(probe.probe().answer()).isInstanceOf(ProbeAnswer.Garbled.class);
    }
  }

  @Test
  void isGarbledWhereOneLineNeverEnds() throws Exception {
    try (ScriptedServer server = ScriptedRedis.repeating("+\r\r\n".repeat(16_384));
        BlockingProber probe = probe(server, LATE)) {
      assertThat(probe.probe().answer()).isInstanceOf(ProbeAnswer.Garbled.class);
    }
  }

  @Test
  void hasOneLimitForAllRepliesToAPacket() throws Exception {
    int half = RespDecoder.LARGEST_REPLY_BYTES / 2;
    try (ScriptedServer server =
            ScriptedServer.answering(
                "+OK\r\n" + ("$" + half + "\r\n" + "x".repeat(half) + "\r\n").repeat(2));
        JedisRedisConnection connection = ScriptedRedis.entered(server, LATE).connect()) {
      assertThatThrownBy(() -> connection.call(List.of(List.of("PING"), List.of("PING"))))
          .isInstanceOfSatisfying(
              NoAnswerException.class,
              failure -> assertThat(failure.answer()).isInstanceOf(ProbeAnswer.Garbled.class));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-\r\n", "-MOVED x\r\n", "-MOVED 1 x\r\n", "-ASK 1 :\r\n", "-ERR max\r\n"})
  void hasItsErrorAsItsAnswerWhenItHangsUp(String words) throws Exception {
    try (ScriptedServer server = ScriptedServer.closingAfter(words);
        BlockingProber probe = probe(server, LATE)) {
      assertThat(probe.probe().answer()).isInstanceOf(ProbeAnswer.Errored.class);
      assertThatThrownBy(() -> ScriptedRedis.entered(server, LATE).connect())
          .isInstanceOfSatisfying(
              NoAnswerException.class,
              failure -> assertThat(failure.answer()).isInstanceOf(ProbeAnswer.Errored.class));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-WRONGPASS invalid\r\n", "-ERR max\r\n", "+OK\r\n+PONG\r\n", "+OK\r\n$9\r\nx"})
  void isSilentWhenTheRestOfItsAnswerDoesNotCome(String words) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(words);
        BlockingProber probe = probe(server, SOON)) {
      assertThat(probe.probe().answer()).isInstanceOf(ProbeAnswer.Silent.class);
    }
  }

  @Test
  void isGarbledWhenItsErrorIsFollowedByNonsense() throws Exception {
    try (ScriptedServer server = ScriptedServer.closingAfter("-ERR max\r\n?\r\n");
        BlockingProber probe = probe(server, LATE)) {
      assertThat(probe.probe().answer()).isInstanceOf(ProbeAnswer.Garbled.class);
    }
  }

  /** Else they would be the answer to a question that nobody answers. */
  @ParameterizedTest
  @ValueSource(strings = {ScriptedRedis.PROBE, "+", "+more\r\n"})
  void isGarbledWhenItSaysMoreThanItWasAsked(String more) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering("+OK\r\n" + ScriptedRedis.PROBE + more);
        BlockingProber probe = probe(server, LATE)) {
      assertThat(probe.probe().isPrimary()).isTrue();
      assertThat(probe.probe().answer()).isInstanceOf(ProbeAnswer.Garbled.class);
    }
  }

  @Test
  void isGarbledAtOnceWhenItSaysMoreThanItWasAsked() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.answering("+OK\r\n" + ScriptedRedis.PROBE + ScriptedRedis.PROBE);
        BlockingProber probe = probe(server, LATE)) {
      assertThat(probe.probe().isPrimary()).isTrue();
      assertThat(probe.next(new FixedPace(LATE, LATE)).answer())
          .isInstanceOf(ProbeAnswer.Garbled.class);
    }
  }

  @Test
  void putsNothingThatActsIntoASentenceOfItsSettings() throws Exception {
    String value = "\u001b]0;x\u0007\u202eevil" + "x".repeat(20_000);
    try (ScriptedServer server =
        ScriptedServer.playing(connection -> settings(connection, value))) {
      SettingsReport report =
          new RequiredSettings(ScriptedRedis.entered(server, LATE), Duration.ofMillis(1_500))
              .settings();
      assertThat(report.faults()).isNotEmpty().allMatch(Printable::is);
      assertThat(report.faults()).allMatch(sentence -> sentence.length() < 2 * Printable.LONGEST);
      assertThat(report.found().values()).isNotEmpty().allMatch(Printable::is);
      assertThat(report.traits().settings().values()).isNotEmpty().allMatch(Printable::is);
    }
  }

  /** Has this value for every setting, and lets nobody set another. */
  private static void settings(Socket connection, String value) throws IOException {
    byte[] question = new byte[10_000];
    int length = connection.getInputStream().read(question);
    while (length > 0) {
      String words = new String(question, 0, length, StandardCharsets.ISO_8859_1);
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      String found = new String(text, StandardCharsets.ISO_8859_1);
      for (String command : words.split("(?=[*]\\d+\r\n)", -1)) {
        String reply = command.contains("SETNAME") ? "+OK\r\n" : "-ERR no\r\n";
        ScriptedServer.say(
            connection,
            command.contains("GET")
                ? "*2\r\n$4\r\nname\r\n$" + text.length + "\r\n" + found + "\r\n"
                : reply);
      }
      length = connection.getInputStream().read(question);
    }
  }
}
