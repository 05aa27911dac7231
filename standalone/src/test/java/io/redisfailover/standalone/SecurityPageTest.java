package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.configuration.file.SmallFile;
import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.controller.record.FileRecordStore;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.resp.RespDecoder;
import io.redisfailover.proxy.Proxy;
import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.ControlApiConfig;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.config.StatisticsUser;
import io.redisfailover.proxy.control.ControlServer;
import io.redisfailover.proxy.http.HttpLimits;
import io.redisfailover.proxy.runtimeapi.RuntimeApiServer;
import io.redisfailover.proxy.stats.StatisticsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits that docs/security.md names are those of the code, and no client exceeds them. */
@Timeout(60)
class SecurityPageTest {
  private static final Path PAGE = Path.of("..", "docs", "security.md");
  private static final HttpLimits STATS =
      StatisticsServer.limits(StatisticsSettings.DEFAULT_MAX_CONNECTIONS);
  private static final HttpLimits CONTROL = ControlServer.LIMITS;
  private static final String TOKEN = "token-of-the-test";

  /** What each row of the table must say, by its first cell. */
  private static Map<String, List<String>> figures() {
    Limits clients = Limits.DEFAULT;
    return Map.of(
        "`listen`, 6379",
        List.of(
            "%d s held".formatted(clients.holdTimeout().toSeconds()),
            "%,d connections (`maxConnections`), %,d of them held"
                .formatted(clients.maxConnections(), clients.maxHeld())),
        "`stats`, 8181",
        http(STATS),
        "`control`, 8182",
        http(CONTROL),
        "`runtimeApi`, off",
        List.of(
            "%,d bytes for a command".formatted(RuntimeApiServer.LONGEST_COMMAND),
            "%d s of silence".formatted(RuntimeApiSettings.DEFAULT_TIMEOUT.toSeconds()),
            "%d connections".formatted(RuntimeApiSettings.DEFAULT_MAX_CONNECTIONS)),
        "replies of a server",
        List.of(
            "%,d bytes for all replies to one packet, %,d with `CLIENT LIST`"
                .formatted(RespDecoder.LARGEST_REPLY_BYTES, Packet.ListVictims.LIMIT_BYTES),
            "%d ms for a login, %d ms for an order"
                .formatted(Login.LIMIT.toMillis(), OrderDialogue.LIMIT_LOCKED_OUT.toMillis())),
        "replies of a control API",
        List.of(
            "%,d bytes".formatted(ControlLimits.LARGEST_REPLY_BYTES),
            ControlLimits.CALL.toMillis() + " ms"),
        "configuration file",
        List.of("%,d bytes, 16 levels".formatted(SmallFile.LARGEST_CONFIGURATION)),
        "files of passwords, tokens and marker keys",
        List.of("%,d bytes".formatted(SmallFile.LARGEST_SECRET)),
        "record file",
        List.of("%,d bytes".formatted(FileRecordStore.LARGEST_BYTES)));
  }

  private static List<String> http(HttpLimits limits) {
    return List.of(
        "%,d bytes request line, %,d headers, %,d body; %d requests ahead"
            .formatted(
                limits.requestLineBytes(),
                limits.headerBytes(),
                limits.bodyBytes(),
                HttpLimits.MOST_AHEAD),
        "%d s for a request, %d s idle, %d s to take a reply"
            .formatted(
                limits.times().request().toSeconds(),
                limits.times().idle().toSeconds(),
                limits.times().reply().toSeconds()),
        "%d connections, %,d bytes of buffers"
            .formatted(limits.connections(), limits.bufferBytes()));
  }

  @Test
  void namesEachPortAndFileWithTheLimitsOfTheCode() throws IOException {
    List<String> rows = rows();
    assertThat(rows).hasSameSizeAs(figures().keySet());
    figures()
        .forEach((name, figures) ->
            assertThat(rows)
                .filteredOn(row -> row.startsWith("| " + name + " |"))
                .singleElement()
                .asString()
                .contains(figures));
    assertThat(Files.readString(PAGE))
        .contains("%,d bytes are asked for each way".formatted(HttpLimits.SOCKET_BYTES));
  }

  @Test
  void letsNoClientExceedTheLimitsOfAnHttpPort() throws IOException {
    try (Proxy proxy = new Proxy(config())) {
      Proxy.Addresses addresses = proxy.start();
      for (Port port :
          List.of(
              new Port(addresses.statistics().orElseThrow(), STATS, "GET /healthz"),
              new Port(addresses.control().orElseThrow(), CONTROL, "GET /v1/status"))) {
        port.refusesALongRequestLine();
        port.refusesLongHeaders();
        port.refusesALargeBody();
        port.closesWhoAsksTooFarAhead();
        port.closesTheOldestStrangerForOneMore();
      }
    }
  }

  private static ProxyConfig config() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ProxyConfig(
            "test",
            Listen.on(any),
            new Endpoints(new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.1", 2)),
            PairSecrets.withoutLogin(MarkerKeys.NONE))
        .withStatistics(
            StatisticsSettings.on(
                any,
                () ->
                    Optional.of(
                        BasicAuth.of(
                            "Realm",
                            List.of(
                                new BasicAuth.Login(
                                    new StatisticsUser("user", StatisticsUser.Role.VIEW),
                                    Secret.lines("secret")))))))
        .withControl(new ControlApiConfig(any, () -> Secret.lines(TOKEN)));
  }

  /**
   * One HTTP port.
   *
   * @param address where it listens
   * @param limits what it takes
   * @param request the beginning of a request that it answers with 200
   */
  private record Port(InetSocketAddress address, HttpLimits limits, String request) {
    void refusesALongRequestLine() throws IOException {
      assertThat(reply("GET /" + "x".repeat(limits.requestLineBytes()) + " HTTP/1.1\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ");
    }

    void refusesLongHeaders() throws IOException {
      String header = "X-%d: " + "x".repeat(1000) + "\r\n";
      StringBuilder head = new StringBuilder(request + " HTTP/1.1\r\n");
      for (int bytes = 0; bytes <= limits.headerBytes(); bytes += 1000) {
        head.append(header.formatted(bytes));
      }
      assertThat(reply(head + "\r\n")).startsWith("HTTP/1.1 400 ");
      assertThat(reply(head(""))).startsWith("HTTP/1.1 200 ");
    }

    void refusesALargeBody() throws IOException {
      assertThat(reply(head("Content-Length: " + (limits.bodyBytes() + 1) + "\r\n")))
          .startsWith("HTTP/1.1 413 ");
    }

    void closesWhoAsksTooFarAhead() throws IOException {
      try (Socket eager = connect()) {
        String requests = head("").repeat(HttpLimits.MOST_AHEAD + 1);
        eager.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        assertThat(all(eager).split("HTTP/1.1 200", -1))
            .hasSizeLessThanOrEqualTo(HttpLimits.MOST_AHEAD + 1);
      }
    }

    void closesTheOldestStrangerForOneMore() throws IOException {
      List<Socket> strangers = new ArrayList<>();
      try {
        for (int connection = 0; connection <= limits.connections(); connection++) {
          strangers.add(connect());
        }
        assertThat(all(strangers.getFirst())).isEmpty();
        assertThat(reply(head(""))).startsWith("HTTP/1.1 200 ");
      } finally {
        for (Socket stranger : strangers) {
          stranger.close();
        }
      }
    }

    private String head(String header) {
      return request + " HTTP/1.1\r\nAuthorization: Bearer " + TOKEN + "\r\n" + header + "\r\n";
    }

    private String reply(String request) throws IOException {
      try (Socket client = connect()) {
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] first = client.getInputStream().readNBytes("HTTP/1.1 200 ".length());
        return new String(first, StandardCharsets.US_ASCII);
      }
    }

    private Socket connect() throws IOException {
      Socket socket = new Socket(address.getAddress(), address.getPort());
      socket.setSoTimeout(50_000);
      return socket;
    }

    /** {@return everything until the connection ends} */
    private static String all(Socket client) throws IOException {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      try {
        client.getInputStream().transferTo(text);
      } catch (SocketException reset) {
        // Ended too.
      }
      return text.toString(StandardCharsets.US_ASCII);
    }
  }

  private static List<String> rows() throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- limits of the processes: begin (compared by a test) -->";
    String table =
        page.substring(page.indexOf(begin), page.indexOf("<!-- limits of the processes: end -->"));
    return table.lines().skip(3).toList();
  }
}
