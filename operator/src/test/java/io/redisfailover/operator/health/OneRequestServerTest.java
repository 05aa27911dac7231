package io.redisfailover.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.operator.health.OneRequestServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody who connects keeps others out, or costs more than one head and one reply. */
@Timeout(60)
class OneRequestServerTest {
  private static final String GET = "GET /small HTTP/1.1\r\nHost: x\r\n\r\n";

  /** More than the kernel buffers of both ends, when the client asks for little. */
  private static final int LARGE = 1 << 20;

  private final List<Socket> clients = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private OneRequestServer server;

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    server.close();
  }

  @Test
  void answersOneRequestAndEnds() throws IOException {
    start(OneRequestServer.LONGEST);
    assertThat(all(client(GET + GET)))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\nsmall")
        .containsOnlyOnce("HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /small HTTP/1.1\r\nX-Slow: ", "GET /large HTTP/1.1\r\n\r\n"})
  void servesANewClientWhileStrangersHoldEveryConnection(String beginning) throws IOException {
    start(Duration.ofMinutes(1));
    for (int i = 0; i < OneRequestServer.MOST_CONNECTIONS; i++) {
      client(beginning);
    }
    await().until(() -> server.connections() == OneRequestServer.MOST_CONNECTIONS);

    assertThat(all(client(GET))).endsWith("small");
    assertThat(server.connections()).isLessThanOrEqualTo(OneRequestServer.MOST_CONNECTIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /small HTTP/1.1\r\nX-Slow: ", "GET /large HTTP/1.1\r\n\r\n"})
  void endsAConnectionThatTakesTooLong(String beginning) throws IOException {
    start(Duration.ofMillis(200));
    client(beginning);
    await().until(() -> server.connections() == 1);
    await().until(() -> server.connections() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PING\r\n\r\n", "GET / SMTP\r\n\r\n", "\r\n\r\n"})
  void refusesWhatIsNoHttp(String nonsense) throws IOException {
    start(OneRequestServer.LONGEST);
    assertThat(all(client(nonsense))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void readsNoLongerHeadThanItsLimit() throws IOException {
    start(OneRequestServer.LONGEST);
    String longest = "x".repeat(OneRequestServer.LARGEST_HEAD_BYTES);
    assertThat(all(client("GET /small HTTP/1.1\r\nX: " + longest))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void refusesEveryOtherMethod() throws IOException {
    start(OneRequestServer.LONGEST);
    assertThat(all(client("POST /small HTTP/1.1\r\n\r\n"))).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void saysNothingOfAFailureButThatItWasOne() throws IOException {
    start(OneRequestServer.LONGEST);
    assertThat(all(client("GET /broken HTTP/1.1\r\n\r\n")))
        .startsWith("HTTP/1.1 500 ")
        .doesNotContain("inside");
  }

  private void start(Duration longest) throws IOException {
    server =
        new OneRequestServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            longest,
            path ->
                switch (path) {
                  case "/small" -> Reply.ok("small");
                  case "/large" -> Reply.ok("x".repeat(LARGE));
                  default -> throw new IllegalStateException("inside");
                });
  }

  private Socket client(String request) throws IOException {
    Socket client = new Socket();
    clients.add(client);
    client.setReceiveBufferSize(OneRequestServer.SOCKET_BYTES);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  /** {@return everything that the server says until it ends} */
  private static String all(Socket client) throws IOException {
    try {
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return "reset";
    }
  }
}
