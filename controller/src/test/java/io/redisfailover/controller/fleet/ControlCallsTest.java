package io.redisfailover.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.failover.model.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A proxy that answers without end costs neither memory nor connections. */
@Timeout(60)
class ControlCallsTest {
  /** Generous where it must not be reached. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofMillis(300);

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  @Test
  void leavesNoConnectionToAProxyThatStopsInMidAnswer() throws Exception {
    try (ServerSocket proxy =
            serve(client -> {
              while (client.getInputStream().read() >= 0) {
                // Until the other side has enough.
              }
            });
        ProxyFleet fleet = fleet(proxy, SOON)) {
      for (int call = 0; call < 4; call++) {
        assertThat(fleet.status().values())
            .containsExactly(new ProxyReply.Unknown("no reply within 300 ms"));
      }

      assertThat(taken).hasValue(4);
      Awaitility.await().until(() -> open.get() == 0);
    }
  }

  @Test
  void readsNoMoreOfAnAnswerThanItMayHave() throws Exception {
    byte[] blanks =
        " ".repeat(ControlLimits.LARGEST_REPLY_BYTES / 8).getBytes(StandardCharsets.UTF_8);
    try (ServerSocket proxy =
            serve(client -> {
              while (!client.isClosed()) {
                client.getOutputStream().write(blanks);
              }
            });
        ProxyFleet fleet = fleet(proxy, LATE)) {
      assertThat(fleet.status().values())
          .containsExactly(new ProxyReply.Unknown("its reply is too long"));

      Awaitility.await().until(() -> open.get() == 0);
    }
  }

  private static ProxyFleet fleet(ServerSocket proxy, Duration limit) {
    return new HttpProxyFleet(
        List.of(new Endpoint("127.0.0.1", proxy.getLocalPort())), () -> "token", limit);
  }

  /** What follows the begin of an answer. */
  private interface Rest {
    void play(Socket client) throws IOException;
  }

  private ServerSocket serve(Rest rest) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              taken.incrementAndGet();
              open.incrementAndGet();
              Thread.ofVirtual().start(() -> answer(client, rest));
            } catch (IOException closed) {
              // The test is over.
            }
          }
        });
    return server;
  }

  private void answer(Socket client, Rest rest) {
    try (client;
        OutputStream out = client.getOutputStream()) {
      if (client.getInputStream().read(new byte[4096]) > 0) {
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n{\"version\":1,"
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        rest.play(client);
      }
    } catch (IOException closed) {
      // The other side has enough.
    } finally {
      open.decrementAndGet();
    }
  }
}
