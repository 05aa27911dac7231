package io.redisfailover.proxy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.config.StatisticsUser;
import io.redisfailover.proxy.http.Admission;
import io.redisfailover.proxy.http.HttpReply;
import io.redisfailover.proxy.http.RequestHead;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import io.redisfailover.proxy.stats.page.StatusPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsServerTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int FEW_CONNECTIONS = 3;

  private final AtomicReference<Optional<BasicAuth>> auth =
      new AtomicReference<>(Optional.of(SampleContent.viewer("admin", "adminpassword")));
  private final Switches health = new Switches();
  private final HttpClient client = HttpClient.newHttpClient();
  private StatisticsServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        StatisticsServer.start(
            SampleContent.of(SampleStatuses::normal, health),
            () ->
                new StatisticsSettings(
                    loopback(0), auth::get, false, Duration.ofSeconds(30), FEW_CONNECTIONS),
            Sockets.of(Transport.AUTO));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void asksForUserAndPasswordWithTheRealm() throws Exception {
    HttpResponse<String> response = get("/", Optional.empty());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate"))
        .contains("Basic realm=\"Strictly Private\", charset=\"UTF-8\"");
    assertThat(response.body()).doesNotContain("Master");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin:wrong",
        "admin:adminpasswordx",
        "Admin:adminpassword",
        ":",
        "admin",
        "adminpassword"
      })
  void refusesEveryOtherUserAndPassword(String credentials) throws Exception {
    assertThat(get("/", basic(credentials)).statusCode()).isEqualTo(401);
    assertThat(get("/;csv", basic(credentials)).statusCode()).isEqualTo(401);
    assertThat(get("/;json", basic(credentials)).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !!!", "Bearer YWRtaW46YWRtaW5wYXNzd29yZA==", ""})
  void refusesHeadersThatAreNoBasicCredentials(String header) throws Exception {
    assertThat(get("/", Optional.of(header)).statusCode()).isEqualTo(401);
  }

  @Test
  void servesThePageWithRefreshAndAStrictPolicy() throws Exception {
    HttpResponse<String> response = get("/", admin());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("refresh")).isEmpty();
    assertThat(response.body())
        .contains("<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>")
        .contains("data-every=\"2000\"");
    assertThat(response.headers().firstValue("referrer-policy")).contains("same-origin");
    assertThat(response.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(response.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(response.headers().firstValue("content-security-policy"))
        .contains(StatusPage.contentSecurityPolicy());
    assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(response.body()).contains("Master is active; Backup can take over.");
  }

  @Test
  void servesThePageWithoutRefreshWhenAsked() throws Exception {
    HttpResponse<String> response = get("/;norefresh", admin());
    assertThat(response.body())
        .contains("Enable refresh", "data-every=\"0\"")
        .doesNotContain("http-equiv");
  }

  @Test
  void servesCsvAndJsonAtHaproxysAddresses() throws Exception {
    assertThat(get("/;csv;norefresh", admin()).body()).startsWith("# pxname,svname,");
    HttpResponse<String> json = get("/;json;norefresh", admin());
    assertThat(json.headers().firstValue("content-type")).contains("application/json");
    assertThat(json.body()).startsWith("{");
  }

  @Test
  void tellsTheLastRoleChangesAsJson() throws Exception {
    StatisticsRoutes routes =
        new StatisticsRoutes(
            SampleContent.of(SampleStatuses::failedOver, health),
            () -> StatisticsSettings.on(loopback(0), Optional::empty));
    JsonNode roleChanges =
        new ObjectMapper()
            .readTree(reply(routes, "/;json;norefresh", Optional.empty()).body())
            .path("roleChanges");
    JsonNode crash = roleChanges.path(0);
    assertThat(crash.path("at").asText()).isEqualTo("2026-11-22T10:14:15.266Z");
    assertThat(crash.path("from").asText()).isEqualTo("Master");
    assertThat(crash.path("to").asText()).isEqualTo("Backup");
    assertThat(crash.path("kind").asText()).isEqualTo("failover");
    assertThat(crash.path("cause").asText()).isEqualTo("refused");
    assertThat(crash.path("detectedBy").asText()).isEqualTo("connection refused");
    assertThat(crash.path("detectedAfterMillis").asLong()).isEqualTo(12);
    assertThat(crash.path("durationMillis").asLong()).isEqualTo(16);
    assertThat(crash.path("sessionsClosed").asLong()).isEqualTo(8);
    assertThat(crash.path("clientsHeld").asLong()).isEqualTo(8);
    assertThat(crash.path("clientsWaitedMillis").asLong()).isEqualTo(11);
    assertThat(crash.path("gapBytes").asLong(-1)).isZero();
    assertThat(crash.path("moments").toString())
        .startsWith("{\"lastAnswer\":{\"at\":\"2026-11-22T10:14:15.250Z\",\"afterMillis\":0},")
        .endsWith("\"routed\":{\"at\":\"2026-11-22T10:14:15.266Z\",\"afterMillis\":16}}");
    JsonNode planned = roleChanges.path(1);
    assertThat(planned.path("moments").fieldNames())
        .toIterable()
        .containsExactly("announced", "promoted", "routed");
    assertThat(planned.has("detectedAfterMillis")).isFalse();
    assertThat(planned.has("clientsWaitedMillis")).isFalse();
  }

  @Test
  void servesMetricsAndHealthWithoutAPassword() throws Exception {
    assertThat(get("/metrics", Optional.empty()).body()).contains("redisfailover_ready 1");
    assertThat(get("/healthz", Optional.empty()).statusCode()).isEqualTo(200);
    assertThat(get("/readyz", Optional.empty()).statusCode()).isEqualTo(200);
  }

  @Test
  void asksForThePasswordAtMetricsWhenConfigured() throws Exception {
    StatisticsSettings closed =
        new StatisticsSettings(
            loopback(0), auth::get, true, Duration.ofSeconds(30), FEW_CONNECTIONS);
    StatisticsRoutes routes =
        new StatisticsRoutes(SampleContent.of(SampleStatuses::normal, health), () -> closed);
    assertThat(reply(routes, "/metrics", Optional.empty()).status()).isEqualTo(401);
    assertThat(reply(routes, "/metrics", admin()).status()).isEqualTo(200);
    assertThat(reply(routes, "/readyz", Optional.empty()).status()).isEqualTo(200);
  }

  @Test
  void servesThePageAtAPathOfItsOwnTooWithTheSameLogin() throws Exception {
    StatisticsSettings elsewhere =
        new StatisticsSettings(
            loopback(0),
            auth::get,
            false,
            Duration.ofSeconds(30),
            "/stats",
            Optional.of("/alive"),
            FEW_CONNECTIONS,
            StatisticsSettings.Appearance.DEFAULT);
    StatisticsRoutes routes =
        new StatisticsRoutes(SampleContent.of(SampleStatuses::normal, health), () -> elsewhere);
    assertThat(reply(routes, "/stats", Optional.empty()).status()).isEqualTo(401);
    assertThat(reply(routes, "/stats?x", admin()).status()).isEqualTo(200);
    assertThat(reply(routes, "/stats;csv", admin()).status()).isEqualTo(200);
    assertThat(reply(routes, "/other", admin()).status()).isEqualTo(404);
    assertThat(reply(routes, "/alive", Optional.empty()).status()).isEqualTo(200);
    health.notAlive = Optional.of("The loop of decisions stopped.");
    assertThat(reply(routes, "/alive", Optional.empty()).status()).isEqualTo(503);
    assertThat(reply(routes, "/", admin()).status()).isEqualTo(200);
  }

  @Test
  void saysWhyItIsNotReadyOrNotAlive() throws Exception {
    health.notReady = Optional.of("Only this proxy's way to Master is cut.");
    assertThat(get("/readyz", Optional.empty()).statusCode()).isEqualTo(503);
    assertThat(get("/readyz", Optional.empty()).body())
        .isEqualTo("Only this proxy's way to Master is cut.\n");
    assertThat(get("/healthz", Optional.empty()).statusCode()).isEqualTo(200);
    health.notAlive = Optional.of("The loop of decisions stopped.");
    assertThat(get("/healthz", Optional.empty()).statusCode()).isEqualTo(503);
  }

  @Test
  void takesAChangedPasswordAtOnce() throws Exception {
    assertThat(get("/", admin()).statusCode()).isEqualTo(200);
    auth.set(Optional.of(SampleContent.viewer("admin", "another")));
    assertThat(get("/", admin()).statusCode()).isEqualTo(401);
    assertThat(get("/", basic("admin:another")).statusCode()).isEqualTo(200);
  }

  /** While a password is replaced, browsers and monitors that have either one see the page. */
  @Test
  void takesEachOfSeveralPasswords() throws Exception {
    auth.set(Optional.of(SampleContent.viewer("admin", "new\nformer\n")));
    assertThat(get("/", basic("admin:new")).statusCode()).isEqualTo(200);
    assertThat(get("/", basic("admin:former")).statusCode()).isEqualTo(200);
    assertThat(get("/", basic("admin:new\nformer")).statusCode()).isEqualTo(401);
    assertThat(get("/", basic("other:former")).statusCode()).isEqualTo(401);
    auth.set(Optional.of(SampleContent.viewer("admin", "new\n")));
    assertThat(get("/", basic("admin:former")).statusCode()).isEqualTo(401);
  }

  @Test
  void onlyReads() throws Exception {
    HttpRequest post =
        request("/", admin()).POST(HttpRequest.BodyPublishers.ofString("action=drain")).build();
    HttpResponse<String> response = client.send(post, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    assertThat(get("/elsewhere", admin()).statusCode()).isEqualTo(404);
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    HttpRequest head =
        request("/", admin()).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> response = client.send(head, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
  }

  @Test
  void refusesABodyThatIsTooLarge() throws IOException {
    assertThat(raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void refusesAHeadThatIsTooLargeAndWhatIsNoHttp() throws IOException {
    String large = "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n";
    assertThat(raw(large)).startsWith("HTTP/1.1 400 ");
    assertThat(raw("PING\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void closesTheOldestConnectionWhenOneMoreThanTheLimitComes() throws IOException {
    String health = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Socket oldest = connect();
        Socket second = connect();
        Socket third = connect();
        Socket oneMore = connect()) {
      assertThat(ask(oneMore, health)).startsWith("HTTP/1.1 200 ");
      assertThat(oldest.getInputStream().read()).isEqualTo(-1);
      assertThat(ask(second, health)).startsWith("HTTP/1.1 200 ");
      assertThat(ask(third, health)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void saysThatAnAddressCannotBeBound() {
    assertThatThrownBy(() ->
            StatisticsServer.start(
                SampleContent.of(SampleStatuses::normal, health),
                () -> StatisticsSettings.on(server.address(), Optional::empty),
                Sockets.of(Transport.AUTO)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("stats: cannot bind ")
        .hasMessageEndingWith("stop the other process, or set stats.port.");
  }

  @Test
  void neverShowsThePasswordAndRefusesNamesThatCannotWork() {
    StatisticsUser user = new StatisticsUser("admin", StatisticsUser.Role.VIEW);
    assertThat(SampleContent.viewer("admin", "topsecret").toString())
        .doesNotContain("topsecret", "admin");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> BasicAuth.of("a\"b", List.of(new BasicAuth.Login(user, Secret.lines("x")))));
    assertThatIllegalArgumentException().isThrownBy(() -> SampleContent.viewer("a:b", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> SampleContent.viewer("admin", List.of()));
  }

  private static HttpReply reply(
      StatisticsRoutes routes, String target, Optional<String> authorization) {
    RequestHead head = new RequestHead("GET", target, authorization);
    return routes.admission(head) instanceof Admission.Refused(HttpReply refusal)
        ? refusal
        : routes.answer(head, new byte[0]).toCompletableFuture().join();
  }

  private HttpResponse<String> get(String target, Optional<String> authorization)
      throws IOException, InterruptedException {
    return client.send(
        request(target, authorization).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String target, Optional<String> authorization) {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + target);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    authorization.ifPresent(header -> request.header("Authorization", header));
    return request;
  }

  private static Optional<String> admin() {
    return basic("admin:adminpassword");
  }

  private static Optional<String> basic(String credentials) {
    byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      return ask(socket, request);
    }
  }

  /** Sends a request and reads the first line of the answer. */
  private static String ask(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    StringBuilder line = new StringBuilder();
    int next = socket.getInputStream().read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = socket.getInputStream().read();
    }
    return line.toString();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** A health that a test can change. */
  private static final class Switches implements HealthSource {
    private volatile Optional<String> notAlive = Optional.empty();
    private volatile Optional<String> notReady = Optional.empty();

    @Override
    public Optional<String> notAlive() {
      return notAlive;
    }

    @Override
    public Optional<String> notReady() {
      return notReady;
    }
  }
}
