package io.redisfailover.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthCheckTest {
  @Test
  void needsTheStatusOnlyAndWaitsForNoEndOfTheAnswer() throws Exception {
    try (ServerSocket endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(endless));

      assertThat(HealthCheck.status(URI.create("http://127.0.0.1:" + endless.getLocalPort() + "/")))
          .isEqualTo(503);
    }
  }

  @Test
  void asksTheOperatorAndNoProxyOfTheSystem() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ProxySelector.setDefault(
          ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
      Thread.ofVirtual().start(() -> answer(server));

      assertThat(HealthCheck.status(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")))
          .isEqualTo(503);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static void answer(ServerSocket server) {
    try (Socket client = server.accept()) {
      if (client.getInputStream().read(new byte[4096]) > 0) {
        client
            .getOutputStream()
            .write(
                "HTTP/1.1 503 No\r\nContent-Length: 9000\r\n\r\nnot"
                    .getBytes(StandardCharsets.UTF_8));
      }
      while (client.getInputStream().read() >= 0) {
        // Until the other side has enough.
      }
    } catch (IOException closed) {
      // The other side has enough.
    }
  }
}
