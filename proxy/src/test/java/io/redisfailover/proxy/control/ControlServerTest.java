package io.redisfailover.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.ProxyControl;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controlapi.TokenSignature;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.proxy.config.ControlApiConfig;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.log.LoggedByClass;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes over the wire reaches the proxy, and what it says goes back. */
@Timeout(60)
class ControlServerTest {
  private static final String TOKEN = "a token of the test";
  private static final Epoch EPOCH = new Epoch(7, Server.MASTER, "abc");
  private static final EpochPush PUSH =
      new EpochPush(
          13, EPOCH, new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379)));
  private static final SwitchoverPrepare PREPARE =
      new SwitchoverPrepare("a1", Cause.FAILBACK, Duration.ofSeconds(2));
  private static final SwitchoverCommit COMMIT = new SwitchoverCommit("a1", EPOCH);
  private static final SwitchoverAbort ABORT = new SwitchoverAbort("a1", Optional.empty());

  private final Told proxy = new Told();
  private final HttpClient http = HttpClient.newHttpClient();
  private ControlServer server;
  private InetSocketAddress address;
  private ExtraRoutes further = ExtraRoutes.NONE;

  @BeforeEach
  void start() throws IOException {
    Sockets sockets = Sockets.of(Transport.AUTO);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        new ControlServer(
            new ControlApiConfig(any, () -> Secret.lines(TOKEN)),
            sockets,
            proxy,
            (route, body) -> further.answer(route, body));
    address = server.start();
  }

  @AfterEach
  void stop() {
    http.close();
    server.stop();
  }

  @Test
  void saysHowTheProxyStands() throws Exception {
    HttpResponse<String> answer = ask(Route.STATUS, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(ReplyJson.proxyReport(answer.body())).isEqualTo(proxy.status());
  }

  @Test
  void handsEachRequestToTheProxyAndAnswersWithItsReport() throws Exception {
    for (HttpResponse<String> answer :
        List.of(
            ask(Route.EPOCH, RequestJson.write(PUSH)),
            ask(Route.COMMIT, RequestJson.write(COMMIT)),
            ask(Route.ABORT, RequestJson.write(ABORT)))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(ReplyJson.proxyReport(answer.body())).isEqualTo(proxy.status());
    }
    assertThat(proxy.told).containsExactly(PUSH, COMMIT, ABORT);
  }

  @Test
  void saysThatAPreparedProxyHasDrained() throws Exception {
    HttpResponse<String> answer = ask(Route.PREPARE, RequestJson.write(PREPARE));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"version\":1,\"attempt\":\"a1\",\"drained\":true}");
    assertThat(proxy.told).containsExactly(PREPARE);
  }

  @Test
  void handsOnTheWordsOfARefusal() throws Exception {
    proxy.answer =
        CompletableFuture.completedFuture(new ProxyRequests.Refused("attempt a0 is under way"));

    HttpResponse<String> answer = ask(Route.PREPARE, RequestJson.write(PREPARE));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("{\"version\":1,\"error\":\"attempt a0 is under way\"}");
  }

  @Test
  void tellsNothingOfAFailureButThatItWasOne() throws Exception {
    proxy.answer = CompletableFuture.failedFuture(new IllegalStateException("inside"));

    HttpResponse<String> answer = ask(Route.COMMIT, RequestJson.write(COMMIT));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(ReplyJson.readError(answer.body()))
        .contains("The request failed; see the log of the process.");
  }

  @Test
  void refusesWhatItDoesNotUnderstandBeforeTheProxyHearsOfIt() throws Exception {
    HttpResponse<String> answer =
        ask(Route.ABORT, "{\"version\":1,\"attempt\":\"a1\",\"epoch\":null,\"force\":true}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(ReplyJson.readError(answer.body()))
        .contains("the field force of the body is unknown");
    assertThat(proxy.told).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void namesTheMethodOfARoute(Route route) throws Exception {
    HttpResponse<String> answer = ask("DELETE", route.path(), "", TOKEN);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(ReplyJson.readError(answer.body()))
        .contains("Use " + route.method() + " for " + route.path() + ".");
  }

  @Test
  void knowsNoOtherPath() throws Exception {
    HttpResponse<String> answer = ask("GET", "/v1/nothing", "", TOKEN);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(ReplyJson.readError(answer.body())).contains("This process serves no /v1/nothing.");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONTROLLER", "SWITCHOVER", "DECISION"})
  void asksTheProcessForTheRoutesOfAController(Route route) throws Exception {
    assertThat(ask(route, "").statusCode()).isEqualTo(404);

    further =
        (asked, body) ->
            Optional.of(
                CompletableFuture.completedFuture(
                    new ExtraRoutes.Reply(200, "\"" + asked + " " + body.length + "\"")));
    HttpResponse<String> answer = ask(route, "1234");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("\"" + route + " 4\"");

    further = (asked, body) -> Optional.of(CompletableFuture.failedFuture(new IOException()));
    HttpResponse<String> failed = ask(route, "");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(ReplyJson.readError(failed.body()))
        .contains("The request failed; see the log of the process.");
  }

  @Test
  void refusesACallerWithoutTheTokenAndSaysSoInTheLogWithoutIt() throws Exception {
    HttpResponse<String> answer;
    try (LoggedByClass log = new LoggedByClass(ControlApi.class)) {
      answer = ask("PUT", Route.EPOCH.path(), RequestJson.write(PUSH), "guess");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("Refused 127.0.0.1:")
          .endsWith(
              ": %s of the control API was asked for with a wrong token."
                  .formatted(Route.EPOCH.path()));
    }
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(ReplyJson.readError(answer.body()))
        .contains("The bearer token is missing or wrong; send the token of control.tokenFile.");
    assertThat(proxy.told).isEmpty();
  }

  /**
   * While a token is rotated, each of the two is valid, and an answer is signed with the shown one.
   */
  @Test
  void takesEachLineOfTheTokens() {
    BearerToken tokens = new BearerToken(() -> Secret.lines("new\nold\n"));
    assertThat(tokens.admits(Optional.of("Bearer new"))).isTrue();
    assertThat(tokens.admits(Optional.of("Bearer old"))).isTrue();
    assertThat(tokens.admits(Optional.of("Bearer new\nold"))).isFalse();
    assertThat(tokens.admits(Optional.empty())).isFalse();
    assertThat(tokens.sign("body", Optional.of("Bearer old")))
        .isEqualTo(TokenSignature.of("old", "body"));
    assertThat(tokens.sign("body", Optional.empty())).isEqualTo(TokenSignature.of("new", "body"));
  }

  @Test
  void servesACallerWhileStrangersHoldEveryConnectionWithHeadsThatHaveNoEnd() throws Exception {
    List<Socket> strangers = strangers("GET " + Route.STATUS.path() + " HTTP/1.1\r\nX-Slow: ");
    try {
      assertThat(ask(Route.STATUS, "").statusCode()).isEqualTo(200);
    } finally {
      close(strangers);
    }
  }

  @Test
  void servesACallerWhileStrangersTakeNoneOfTheirReplies() throws Exception {
    String request = "GET " + Route.STATUS.path() + " HTTP/1.1\r\nHost: x\r\n\r\n";
    List<Socket> strangers = strangers(request.repeat(16));
    try {
      assertThat(ask(Route.STATUS, "").statusCode()).isEqualTo(200);
    } finally {
      close(strangers);
    }
  }

  @Test
  void keepsTheConnectionOfACallerWhileStrangersComeAndGo() throws Exception {
    try (Socket caller = new Socket(address.getAddress(), address.getPort())) {
      String request =
          "GET " + Route.STATUS.path() + " HTTP/1.1\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n";
      assertThat(statusLine(caller, request)).isEqualTo("HTTP/1.1 200 OK");
      List<Socket> strangers = strangers("GET / HTTP/1.1\r\n");
      strangers.addAll(strangers("GET / HTTP/1.1\r\n"));
      close(strangers);
      assertThat(statusLine(caller, request)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void answersOnAThreadOfItsOwn() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();
    further =
        (asked, body) -> {
          thread.complete(Thread.currentThread().getName());
          return Optional.empty();
        };
    ask(Route.CONTROLLER, "");
    assertThat(thread.get()).startsWith("control-");
  }

  /** As many connections as the server takes, each with the same beginning. */
  private List<Socket> strangers(String beginning) throws IOException {
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < ControlLimits.MOST_CONNECTIONS; i++) {
      Socket stranger = new Socket(address.getAddress(), address.getPort());
      stranger.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
      strangers.add(stranger);
    }
    return strangers;
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** {@return the first line of a reply, all of which is read} */
  private static String statusLine(Socket caller, String request) throws IOException {
    caller.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    byte[] reply = new byte[4096];
    int bytes = caller.getInputStream().read(reply);
    return new String(reply, 0, Math.max(0, bytes), StandardCharsets.US_ASCII)
        .lines()
        .findFirst()
        .orElse("");
  }

  @Test
  void takesABodyOfTheLargestSizeAndNoLargerOne() throws Exception {
    String message = RequestJson.write(ABORT);
    String largest = message + " ".repeat(ControlLimits.LARGEST_BODY_BYTES - message.length());

    assertThat(ask(Route.ABORT, largest).statusCode()).isEqualTo(200);
    assertThat(ask(Route.ABORT, largest + " ").statusCode()).isEqualTo(413);
    assertThat(proxy.told).containsExactly(ABORT);
  }

  private HttpResponse<String> ask(Route route, String body) throws Exception {
    return ask(route.method(), route.path(), body, TOKEN);
  }

  private HttpResponse<String> ask(String method, String path, String body, String token)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  /** A proxy that keeps what it is told. */
  private static final class Told implements ProxyControl {
    private final List<Record> told = new CopyOnWriteArrayList<>();
    private volatile CompletionStage<Outcome> answer =
        CompletableFuture.completedFuture(new Accepted());

    @Override
    public ProxyReport status() {
      return new ProxyReport(
          "proxy-1",
          Optional.of(EPOCH),
          Optional.of(Server.MASTER),
          true,
          "Master is active",
          13,
          Optional.empty(),
          3,
          5,
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public CompletionStage<Outcome> push(EpochPush push) {
      return heard(push);
    }

    @Override
    public CompletionStage<Outcome> peers(PeerList list) {
      return heard(list);
    }

    @Override
    public CompletionStage<Optional<PeerReport>> evidence() {
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Outcome> prepare(SwitchoverPrepare prepare) {
      return heard(prepare);
    }

    @Override
    public CompletionStage<Outcome> abort(SwitchoverAbort abort) {
      return heard(abort);
    }

    @Override
    public CompletionStage<Outcome> commit(SwitchoverCommit commit) {
      return heard(commit);
    }

    private CompletionStage<Outcome> heard(Record message) {
      told.add(message);
      return answer;
    }
  }
}
