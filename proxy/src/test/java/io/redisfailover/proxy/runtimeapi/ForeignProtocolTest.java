package io.redisfailover.proxy.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.log.LoggedByClass;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.routing.ServerAdmin;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page in a browser may send commands in a request of HTTP: nothing of it is executed. */
@Timeout(60)
class ForeignProtocolTest {
  private static final String ACT = "disable server redis/Master\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:9999\r\nContent-Type: text/plain\r\n\r\n" + ACT,
        "GET / HTTP/1.1\r\nX: y\r\n" + ACT,
        "OPTIONS / HTTP/1.1\r\n\r\n" + ACT,
        "POST /;x HTTP/1.1\r\n\r\n" + ACT,
        "GET /a HTTP/1.0\n" + ACT,
        "FETCH /a HTTP/1.1\r\n" + ACT,
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + ACT,
        "\n" + "POST / HTTP/1.1\r\n\r\n" + ACT,
        "\u0016\u0003\u0001 a ticket\n" + ACT,
        // Line ends to a regular expression, but not to the runtime API.
        "\u0016\u0003\u0001\u0085 a ticket\n" + ACT,
        "\u0016\u0003\r\u0001\r a ticket\n" + ACT,
        "POST /\u0085 HTTP/1.1\r\n\r\n" + ACT,
      })
  void executesNothingThatABrowserSends(String sent) throws Exception {
    RuntimeView view = SampleView.of(SampleStatuses.routeOnly());
    try (RuntimeApiServer server = server(view);
        LoggedByClass logged = new LoggedByClass(RuntimeApiServer.class)) {
      assertThat(ask(server, sent)).doesNotContain("HTTP");
      assertThat(view.administration().of(Server.MASTER)).isEqualTo(ServerAdmin.USUAL);
      assertThat(logged.lines())
          .hasSize(1)
          .allMatch(line -> line.startsWith("Refused 127.0.0.1:"))
          .allMatch(line -> line.endsWith("closed and nothing of it was executed."))
          .noneMatch(line -> line.contains("disable"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable server redis/Master\n", "disable\tserver redis/Master\r\n"})
  void executesWhatIsACommand(String sent) throws Exception {
    RuntimeView view = SampleView.of(SampleStatuses.routeOnly());
    try (RuntimeApiServer server = server(view)) {
      assertThat(ask(server, sent)).isEqualTo("\n");
      assertThat(view.administration().of(Server.MASTER))
          .isEqualTo(ServerAdmin.USUAL.with(ServerAdmin.State.MAINT));
    }
  }

  @Test
  void answersAWordInCapitalsThatIsNoMethodAsHaproxyDoes() throws Exception {
    RuntimeView view = SampleView.of(SampleStatuses.routeOnly());
    try (RuntimeApiServer server = server(view)) {
      assertThat(ask(server, "SHOW INFO\n")).startsWith("Unknown command");
    }
  }

  private static RuntimeApiServer server(RuntimeView view) throws IOException {
    return RuntimeApiServer.start(
        RuntimeApiSettings.on(
            new RuntimeApiSettings.TcpSocket(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), RuntimeLevel.ADMIN)),
        view,
        Sockets.of(Transport.AUTO));
  }

  /** {@return what comes until the connection is closed, which may be by a reset} */
  private static String ask(RuntimeApiServer server, String text) throws IOException {
    StringBuilder answer = new StringBuilder();
    try (Socket client = new Socket()) {
      client.connect(server.addresses().getFirst());
      client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      int next = client.getInputStream().read();
      while (next >= 0) {
        answer.append((char) next);
        next = client.getInputStream().read();
      }
    } catch (SocketException reset) {
      answer.append(' ');
    }
    return answer.toString().strip().isEmpty()
        ? answer.toString().replace(" ", "")
        : answer.toString();
  }
}
