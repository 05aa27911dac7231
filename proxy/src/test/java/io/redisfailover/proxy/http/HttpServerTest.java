package io.redisfailover.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.redisfailover.proxy.net.ListenAddress;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The bounds hold, and each request is answered once and in its turn. */
@Timeout(120)
class HttpServerTest {
  private static final int BODY_BYTES = 1000;
  private static final int CONNECTIONS = 3;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final int LARGE = 16 << 20;
  private static final HttpLimits LIMITS = limits(new HttpLimits.Times(MINUTE, MINUTE, MINUTE));

  private final Sockets sockets = Sockets.of(Transport.AUTO);
  private final Echo service = new Echo();
  private final List<RawClient> clients = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = started(LIMITS);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    server.close();
  }

  @Test
  void answersAndKeepsTheConnection() throws IOException {
    RawClient client = client();
    assertThat(client.get("/one").reply())
        .startsWith("HTTP/1.1 200 OK\r\n")
        .containsIgnoringCase("\r\ncontent-type: text/plain\r\n")
        .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
        .containsIgnoringCase("\r\nreferrer-policy: no-referrer\r\n")
        .containsIgnoringCase("\r\nx-echo: yes\r\n")
        .endsWith("GET /one ");
    assertThat(client.get("/two").reply()).endsWith("GET /two ");
  }

  @Test
  void closesTheConnectionWhenAskedTo() throws IOException {
    RawClient client = client();
    client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(client.reply()).containsIgnoringCase("\r\nconnection: close\r\n");
    assertThat(client.isAtItsEnd()).isTrue();
  }

  @Test
  void answersRequestsOfOnePacketInTheirOrderAndOneAtATime() throws IOException {
    CompletableFuture<Void> late = service.waitsAt("/late");
    RawClient client = client();
    client.send("GET /late HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n");
    await().until(() -> service.asked.contains("/late"));
    // Another connection is served meanwhile, so that the loop has had time for the next request.
    assertThat(client().get("/other").reply()).endsWith("GET /other ");
    assertThat(service.asked).containsExactly("/late", "/other");
    late.complete(null);
    assertThat(client.reply()).endsWith("GET /late ");
    assertThat(client.reply()).endsWith("GET /next ");
  }

  @Test
  void closesAConnectionThatAsksTooFarAhead() throws IOException {
    CompletableFuture<Void> never = service.waitsAt("/late");
    RawClient eager = client();
    eager.send("GET /late HTTP/1.1\r\n\r\n".repeat(HttpLimits.MOST_AHEAD + 1));
    assertThat(eager.isAtItsEnd()).isTrue();
    assertThat(never).isNotDone();
  }

  @Test
  void answersAllThatMayArriveAhead() throws IOException {
    RawClient client = client();
    client.send("GET /ahead HTTP/1.1\r\n\r\n".repeat(HttpLimits.MOST_AHEAD));
    for (int request = 0; request < HttpLimits.MOST_AHEAD; request++) {
      assertThat(client.reply()).endsWith("GET /ahead ");
    }
  }

  @Test
  void answersHeadWithoutABody() throws IOException {
    RawClient client = client();
    client.send("HEAD /some HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(client.replyToHead()).containsIgnoringCase("\r\ncontent-length: 11\r\n");
    assertThat(client.get("/next").reply()).startsWith("HTTP/1.1 200 ").endsWith("GET /next ");
  }

  @Test
  void takesABodyOfTheLargestSize() throws IOException {
    String body = "b".repeat(BODY_BYTES);
    assertThat(post(client(), "/some", body).reply()).endsWith("POST /some " + body);
  }

  @Test
  void takesABodyInChunks() throws IOException {
    RawClient client = client();
    client.send("POST /some HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("2\r\nab\r\n").send("3\r\ncde\r\n").send("0\r\n\r\n");
    assertThat(client.reply()).endsWith("POST /some abcde");
  }

  @Test
  void refusesABodyThatIsSaidToBeTooLargeAtOnce() throws IOException {
    RawClient client = client();
    client.send("POST /some HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
    assertThat(client.reply())
        .startsWith("HTTP/1.1 413 ")
        .endsWith("The body is larger than 1000 bytes.");
    assertThat(client.isAtItsEnd()).isTrue();
    assertThat(service.asked).isEmpty();
  }

  @Test
  void refusesABodyThatGrowsTooLarge() throws IOException {
    RawClient client = client();
    client.send("POST /some HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("3e8\r\n" + "b".repeat(1000) + "\r\n").send("1\r\nb\r\n");
    assertThat(client.reply()).startsWith("HTTP/1.1 413 ");
    assertThat(client.isAtItsEnd()).isTrue();
    assertThat(service.asked).isEmpty();
  }

  @Test
  void refusesByTheHeadBeforeTheServiceGetsAnyOfTheBody() throws IOException {
    RawClient client = client();
    assertThat(post(client, "/refused", "body").reply()).startsWith("HTTP/1.1 401 ");
    assertThat(service.asked).isEmpty();
    assertThat(client.get("/next").reply()).endsWith("GET /next ");
  }

  @Test
  void boundsTheBodyOfARefusedRequestToo() throws IOException {
    RawClient client = client();
    client.send("POST /refused HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("3e9\r\n" + "b".repeat(1001) + "\r\n");
    assertThat(client.reply()).startsWith("HTTP/1.1 413 ");
    assertThat(client.isAtItsEnd()).isTrue();
  }

  @Test
  void letsAClientSendItsBodyWhenItAsksFirst() throws IOException {
    String head =
        "POST /some HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    RawClient client = client();
    assertThat(client.send(head).reply()).startsWith("HTTP/1.1 100 ");
    assertThat(client.send("ab").reply()).endsWith("POST /some ab");

    RawClient refused = client();
    assertThat(refused.send(head.replace("/some", "/refused")).reply()).startsWith("HTTP/1.1 401 ");
    assertThat(refused.isAtItsEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PING\r\n\r\n",
        "GET / SMTP\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n"
      })
  void answersWhatIsNoHttpOnceAndCloses(String nonsense) throws IOException {
    RawClient client = client();
    client.send(nonsense).send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(client.reply())
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("\r\nconnection: close\r\n");
    assertThat(client.isAtItsEnd()).isTrue();
    assertThat(service.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n\r\n"
      })
  void refusesAHeadThatIsTooLarge(String request) throws IOException {
    RawClient client = client();
    client.send(request.formatted("y".repeat(20_000)));
    assertThat(client.reply()).startsWith("HTTP/1.1 400 ");
    assertThat(client.isAtItsEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/throws", "/fails", "/throws-at-head"})
  void answersAFailureOfItsServiceAndLogsNothingOfTheRequest(String path) throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(RequestHandler.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    try {
      RawClient client = client();
      client.send(
          "POST "
              + path
              + "?token=secret HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret\r\n"
              + "Content-Length: 6\r\n\r\nsecret");
      assertThat(client.reply())
          .startsWith("HTTP/1.1 500 ")
          .endsWith("The request failed; see the log of the process.");
      assertThat(client.get("/next").reply()).endsWith("GET /next ");
    } finally {
      logger.detachAppender(logged);
    }
    assertThat(logged.list)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getFormattedMessage()).isEqualTo("Failed to answer an HTTP request");
          assertThat(event.getThrowableProxy().getMessage())
              .contains("broken")
              .doesNotContain("secret");
        });
  }

  @Test
  void closesTheConnectionThatIsIdleForTheLongestTimeWhenOneMoreComes() throws IOException {
    RawClient first = client();
    assertThat(first.get("/first").reply()).startsWith("HTTP/1.1 200 ");
    RawClient silent = client();
    RawClient third = client();
    assertThat(third.get("/third").reply()).startsWith("HTTP/1.1 200 ");
    assertThat(first.get("/again").reply()).startsWith("HTTP/1.1 200 ");

    assertThat(client().get("/more").reply()).startsWith("HTTP/1.1 200 ");

    assertThat(silent.isAtItsEnd()).isTrue();
    assertThat(first.get("/still").reply()).endsWith("GET /still ");
    assertThat(third.get("/still").reply()).endsWith("GET /still ");
  }

  @Test
  void closesNoConnectionOfAKnownCallerThatWaitsForItsReply() throws IOException {
    CompletableFuture<Void> late = service.waitsAt("/late");
    List<RawClient> waiting = new ArrayList<>();
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      waiting.add(client().getWithLogin("/late"));
    }
    await().until(() -> service.asked.size() == CONNECTIONS);

    assertThat(client().isAtItsEnd()).isTrue();

    late.complete(null);
    for (RawClient client : waiting) {
      assertThat(client.reply()).endsWith("GET /late ");
    }
  }

  @Test
  void letsAKnownCallerThatIsIdleGiveWayOnlyWhenEveryOneIsKnown() throws IOException {
    RawClient known = client();
    assertThat(known.getWithLogin("/known").reply()).startsWith("HTTP/1.1 200 ");
    for (int stranger = 0; stranger < 3 * CONNECTIONS; stranger++) {
      assertThat(client().get("/strange").reply()).startsWith("HTTP/1.1 200 ");
    }
    assertThat(known.getWithLogin("/known").reply()).startsWith("HTTP/1.1 200 ");
    for (int caller = 0; caller < CONNECTIONS; caller++) {
      assertThat(client().getWithLogin("/other").reply()).startsWith("HTTP/1.1 200 ");
    }
    assertThat(known.isAtItsEnd()).isTrue();
  }

  @Test
  void servesANewClientWhileOthersTakeNoneOfTheirReplies() throws IOException {
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      client().get("/large");
    }
    await().until(() -> service.asked.size() == CONNECTIONS);

    assertThat(client().get("/new").reply()).endsWith("GET /new ");
  }

  @Test
  void costsTheBuffersOfItsBudgetWhateverIsRequestedAndNotRead() throws IOException {
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      client().send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n".repeat(HttpLimits.MOST_AHEAD));
    }
    await().until(() -> service.asked.size() == CONNECTIONS && server.bufferBytes() > 0);

    assertThat(server.bufferBytes()).isLessThanOrEqualTo(LIMITS.bufferBytes());
    assertThat(service.asked).hasSize(CONNECTIONS);
    for (RawClient client : clients) {
      client.close();
    }
    await().until(() -> server.bufferBytes() == 0);
  }

  @Test
  void writesALongReplyWhole() throws IOException {
    assertThat(client().get("/large").reply()).endsWith("\r\n\r\n" + "x".repeat(LARGE));
  }

  @Test
  void closesAConnectionThatSendsNothing() throws IOException {
    try (HttpServer impatient = started(limits(new HttpLimits.Times(SHORT, MINUTE, MINUTE)))) {
      assertThat(client(impatient).isAtItsEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET / HTTP/1.1\r\nX-Slow: ", "POST / HTTP/1.1\r\nContent-Length: 999\r\n\r\n"})
  void closesAConnectionWhoseRequestTricklesIn(String beginning) throws IOException {
    try (HttpServer impatient = started(limits(new HttpLimits.Times(SHORT, MINUTE, MINUTE)))) {
      RawClient client = client(impatient).send(beginning);
      await().pollInterval(Duration.ofMillis(5)).until(() -> client.wasClosedBefore("x"));
    }
  }

  @Test
  void closesAConnectionThatAsksForNothingMore() throws IOException {
    try (HttpServer impatient = started(limits(new HttpLimits.Times(MINUTE, SHORT, MINUTE)))) {
      RawClient client = client(impatient);
      assertThat(client.get("/once").reply()).startsWith("HTTP/1.1 200 ");
      assertThat(client.isAtItsEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close"})
  void closesAConnectionThatDoesNotTakeItsReply(String connection) throws IOException {
    try (HttpServer impatient = started(limits(new HttpLimits.Times(MINUTE, MINUTE, SHORT)))) {
      client(impatient)
          .send("GET /large HTTP/1.1\r\nHost: x\r\nConnection: " + connection + "\r\n\r\n");
      await().until(() -> service.asked.size() == 1);
      await().until(() -> impatient.bufferBytes() == 0);
    }
  }

  @Test
  void closesEveryConnectionAtItsEnd() throws IOException {
    RawClient idle = client();
    assertThat(idle.get("/some").reply()).startsWith("HTTP/1.1 200 ");
    server.close();
    assertThat(idle.isAtItsEnd()).isTrue();
  }

  @Test
  void showsNoSecretOfARequest() {
    assertThat(new RequestHead("GET", "/?token=secret", Optional.of("Bearer secret")).toString())
        .isEqualTo("RequestHead of GET");
  }

  @Test
  void takesNoLimitsThatServeNobody() {
    HttpLimits.Times times = LIMITS.times();
    assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(0, 1, 0, 1, times));
    assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(1, 1, 0, 0, times));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpLimits.Times(MINUTE, MINUTE, Duration.ZERO));
  }

  private static HttpLimits limits(HttpLimits.Times times) {
    return new HttpLimits(200, 400, BODY_BYTES, CONNECTIONS, times);
  }

  private HttpServer started(HttpLimits limits) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return HttpServer.start(new ListenAddress("test", any), sockets, limits, service);
  }

  private RawClient client() throws IOException {
    return client(server);
  }

  private RawClient client(HttpServer of) throws IOException {
    RawClient client = new RawClient(of.address());
    clients.add(client);
    return client;
  }

  private static RawClient post(RawClient client, String path, String body) throws IOException {
    return client.send(
        "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, body.length(), body));
  }

  /** Says what it was asked. */
  private static final class Echo implements HttpService {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<Void>> waits = new ConcurrentHashMap<>();

    CompletableFuture<Void> waitsAt(String path) {
      return waits.computeIfAbsent(path, unused -> new CompletableFuture<>());
    }

    @Override
    public Admission admission(RequestHead head) {
      if (head.target().startsWith("/throws-at-head")) {
        throw new IllegalStateException("broken at the head");
      }
      if (head.target().equals("/refused")) {
        return new Admission.Refused(error(401, "refused"));
      }
      return head.authorization().isPresent() ? Admission.SHOWN : Admission.OPEN;
    }

    @Override
    public CompletionStage<HttpReply> answer(RequestHead head, byte[] body) {
      asked.add(head.target());
      if (head.target().startsWith("/throws")) {
        throw new IllegalStateException("broken");
      }
      if (head.target().startsWith("/fails")) {
        return CompletableFuture.failedFuture(new IllegalStateException("broken later"));
      }
      if (head.target().equals("/large")) {
        return CompletableFuture.completedFuture(reply(200, "x".repeat(LARGE)));
      }
      HttpReply reply =
          reply(
              200,
              head.method() + " " + head.target() + " " + new String(body, StandardCharsets.UTF_8));
      return waits
          .getOrDefault(head.target(), CompletableFuture.completedFuture(null))
          .thenApply(now -> reply.with("x-echo", "yes"));
    }

    @Override
    public HttpReply error(int status, String message) {
      return reply(status, message);
    }

    private static HttpReply reply(int status, String body) {
      return new HttpReply(status, "text/plain", body, Map.of());
    }
  }
}
