package io.redisfailover.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.failover.model.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /** The token is for the proxy that is called, whatever the system properties say. */
  @Test
  void callsThroughNoProxyOfTheSystem() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    List<URI> asked = new CopyOnWriteArrayList<>();
    ProxySelector.setDefault(new Recording(asked));
    try (ServerSocket proxy = serve(client -> {});
        ProxyFleet fleet = fleet(proxy, LATE)) {
      assertThat(fleet.status()).hasSize(1);
      assertThat(taken).hasValue(1);
      assertThat(asked).isEmpty();
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  /** Names a proxy that nobody listens at, and records for whom it was asked. */
  private static final class Recording extends ProxySelector {
    private final List<URI> asked;

    Recording(List<URI> asked) {
      this.asked = asked;
    }

    @Override
    public List<Proxy> select(URI uri) {
      asked.add(uri);
      return List.of(
          new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
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
