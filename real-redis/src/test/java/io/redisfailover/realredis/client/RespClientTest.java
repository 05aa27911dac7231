package io.redisfailover.realredis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.testsupport.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RespClientTest {
  @Test
  void givesAnErrorAsTextOrAsAnException() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("-READONLY no\r\n-READONLY no\r\n");
        RespClient client = new RespClient(server.address())) {
      assertThat(client.call("SET", "a", "1")).isEqualTo("-READONLY no");
      assertThatThrownBy(() -> client.demand("SET", "a", "1"))
          .isInstanceOf(ErrorReplyException.class)
          .hasMessage("READONLY no");
    }
  }

  @Test
  void takesAValueThatBeginsWithAMinusForNoError() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("$2\r\n-5\r\n");
        RespClient client = new RespClient(server.address())) {
      assertThat(client.demand("GET", "a")).isEqualTo("-5");
    }
  }

  @Test
  void givesTheElementsOfAnArrayOneALineAndNothingForNil() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.answering("*3\r\n$1\r\na\r\n:5\r\n$-1\r\n*0\r\n$-1\r\n");
        RespClient client = new RespClient(server.address())) {
      assertThat(client.callAtOnce(List.of(List.of("A"), List.of("B"), List.of("C"))))
          .containsExactly("a\n5\n", "", "");
    }
  }

  @Test
  void failsWhenTheConnectionEndsInsideAReply() throws IOException {
    try (ScriptedServer server = ScriptedServer.closingAfter("$5\r\nab");
        RespClient client = new RespClient(server.address())) {
      assertThatThrownBy(() -> client.call("GET", "a")).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void failsWhenItsPatienceIsOver() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("");
        RespClient client = new RespClient(ClientTarget.at(server.port()), Duration.ofMillis(50))) {
      assertThatThrownBy(() -> client.call("PING")).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void failsWhenItsPasswordIsRefused() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("-WRONGPASS no\r\n")) {
      ClientTarget target = new ClientTarget(server.address(), Optional.of("wrong"));
      assertThatThrownBy(() -> new RespClient(target)).isInstanceOf(ErrorReplyException.class);
    }
  }
}
