package io.redisfailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.config.Control;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.stats.PastFailover;
import io.redisfailover.proxy.stats.Timeline.Moment;
import io.redisfailover.testsupport.RespClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Planned switches through the control API, played by hand in front of two real servers. */
class SwitchIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String TOKEN = "a token of the test";

  private final ObjectMapper json = new ObjectMapper();
  private final AtomicReference<String> token = new AtomicReference<>(TOKEN);
  private final HttpClient http = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  private RedisPair pair;

  @SuppressWarnings("NullAway.Init")
  private Proxy proxy;

  @SuppressWarnings("NullAway.Init")
  private Proxy.Addresses addresses;

  @BeforeEach
  void startAll() throws IOException {
    pair = RedisPair.start();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    proxy =
        new Proxy(
            new ProxyConfig(
                    "proxy-1", Listen.on(any), pair.endpoints(), RedisCredentials.Source.NONE)
                .withLimits(Limits.DEFAULT.withTimeouts(LONG, LONG, Duration.ofMillis(200)))
                .withControl(new Control(any, () -> Secret.of(token.get()))));
    addresses = proxy.start();
    await().atMost(LONG).until(() -> proxy.route().routing().isPresent());
  }

  @AfterEach
  void stopAll() {
    http.close();
    proxy.close();
    pair.close();
  }

  @Tag("quick")
  @Test
  void movesClientsToTheBackupInAPlannedSwitchAndLosesNothing() throws Exception {
    try (Writers load = new Writers(addresses.clients(), 4)) {
      await().atMost(LONG).until(() -> load.acknowledged().size() > 1000);
      await().atMost(LONG).until(() -> proxy.snapshot().master().traffic().sessions() == 4);
      assertThat(
              post(
                      "switchover/prepare",
                      "\"attempt\":\"a1\",\"cause\":\"failback\",\"deadlineMillis\":2000")
                  .statusCode())
          .isEqualTo(200);
      Line line = switchServers();
      assertThat(
              post("switchover/commit", "\"attempt\":\"a1\",\"epoch\":" + text(line)).statusCode())
          .isEqualTo(200);
      await()
          .atMost(LONG)
          .until(() -> proxy.route().routing().filter(node -> node == Node.BACKUP).isPresent());
      int before = load.acknowledged().size();
      await().atMost(LONG).until(() -> load.acknowledged().size() > before + 1000);
      load.stop();
      try (RespClient client = pair.backup().client()) {
        assertThat(load.acknowledged())
            .allSatisfy(key -> assertThat(client.call("EXISTS", key)).isEqualTo("1"));
      }
    }
    PastFailover planned = proxy.route().failovers().getFirst();
    assertThat(planned.kind()).isEqualTo(PastFailover.Kind.SWITCHOVER);
    assertThat(planned.cause()).isEqualTo(Cause.FAILBACK);
    assertThat(planned.timeline().order())
        .containsExactly(Moment.ANNOUNCED, Moment.PROMOTED, Moment.ROUTED);
    assertThat(planned.clients().sessionsClosed()).hasValue(4);
    assertThat(planned.gapBytes()).hasValue(0);
  }

  @Test
  void letsSessionsGoOnWhenASwitchIsGivenUp() throws Exception {
    try (RespClient client = new RespClient(addresses.clients())) {
      assertThat(client.call("SET", "a", "1")).isEqualTo("OK");
      assertThat(
              post("switchover/prepare", "\"attempt\":\"a1\",\"deadlineMillis\":2000").statusCode())
          .isEqualTo(200);
      client.send("GET", "a");
      assertThat(status().get("attempt").textValue()).isEqualTo("a1");
      assertThat(status().get("routing").isNull()).isTrue();
      assertThat(post("switchover/abort", "\"attempt\":\"a1\",\"epoch\":null").statusCode())
          .isEqualTo(200);
      assertThat(client.reply()).isEqualTo("1");
    }
  }

  @Test
  void letsSessionsGoOnByItselfWhenASwitchIsNeverEnded() throws Exception {
    try (RespClient client = new RespClient(addresses.clients())) {
      assertThat(client.call("SET", "a", "1")).isEqualTo("OK");
      assertThat(
              post("switchover/prepare", "\"attempt\":\"a1\",\"deadlineMillis\":300").statusCode())
          .isEqualTo(200);
      assertThat(client.call("GET", "a")).isEqualTo("1");
    }
  }

  @Test
  void refusesAnAttemptThatIsOldOrUnknown() throws Exception {
    assertThat(
            post("switchover/commit", "\"attempt\":\"a0\",\"epoch\":" + text(newLine()))
                .statusCode())
        .isEqualTo(409);
    assertThat(
            post("switchover/prepare", "\"attempt\":\"a1\",\"deadlineMillis\":2000").statusCode())
        .isEqualTo(200);
    HttpResponse<String> second =
        post("switchover/prepare", "\"attempt\":\"a2\",\"deadlineMillis\":9");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("attempt a1 is under way");
  }

  @Test
  void takesANewerPushAndRefusesAnOlderOne() throws Exception {
    assertThat(push(12).statusCode()).isEqualTo(200);
    assertThat(status().get("sequence").longValue()).isEqualTo(12);
    HttpResponse<String> older = push(11);
    assertThat(older.statusCode()).isEqualTo(409);
    assertThat(older.body()).contains("sequence 11 is older than 12");
  }

  @Test
  void takesARotatedTokenAtOnceAndTheOldOneNoMore() throws Exception {
    assertThat(request("GET", "status", "", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
    token.set("another token");
    assertThat(request("GET", "status", "", "Bearer " + TOKEN).statusCode()).isEqualTo(401);
    assertThat(request("GET", "status", "", "Bearer another token").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    assertThat(request("GET", "status", "", "Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(request("POST", "status", "", "Bearer " + TOKEN).statusCode()).isEqualTo(405);
    assertThat(request("GET", "nothing", "", "Bearer " + TOKEN).statusCode()).isEqualTo(404);
    assertThat(post("switchover/prepare", "\"attempt\":\"a\"").body())
        .contains("the field deadlineMillis of the body is missing");
    assertThat(
            post(
                    "switchover/prepare",
                    "\"attempt\":\"a\",\"deadlineMillis\":5,\"cause\":\"silent\"")
                .body())
        .contains("\\\"silent\\\" is no cause of a planned switch, use switchover or failback");
    assertThat(post("switchover/prepare", "\"attempt\":\"a\",\"deadlineMillis\":5,\"x\":1").body())
        .contains("the field x of the body is not known");
    assertThat(request("POST", "switchover/prepare", "{", "Bearer " + TOKEN).statusCode())
        .isEqualTo(400);
    assertThat(request("POST", "switchover/prepare", "{\"version\":2}", "Bearer " + TOKEN).body())
        .contains("version 2 is not known");
    assertThat(
            request("POST", "switchover/prepare", " ".repeat(70_000), "Bearer " + TOKEN)
                .statusCode())
        .isEqualTo(413);
  }

  /** Steps 3, 4, 6 and 7 of a planned switch. */
  private Line switchServers() {
    pair.master().ask("REPLICAOF", "127.0.0.1", "1");
    await()
        .atMost(LONG)
        .until(() ->
            pair.backup()
                .replication("slave_repl_offset")
                .equals(pair.master().replication("slave_repl_offset")));
    pair.promote(Node.BACKUP);
    return newLine();
  }

  private Line newLine() {
    return new Line(4, Node.BACKUP, pair.backup().replication("master_replid"));
  }

  private String text(Line line) {
    return String.format(
        Locale.ROOT,
        "{\"number\":%d,\"server\":\"%s\",\"replicationId\":\"%s\"}",
        line.number(),
        line.node().displayName(),
        line.replicationId());
  }

  private HttpResponse<String> push(long sequence) throws Exception {
    return request(
        "PUT",
        "epoch",
        String.format(
            Locale.ROOT,
            "{\"version\":1,\"sequence\":%d,\"epoch\":%s,\"endpoints\":{"
                + "\"master\":{\"host\":\"127.0.0.1\",\"port\":%d},"
                + "\"backup\":{\"host\":\"127.0.0.1\",\"port\":%d}}}",
            sequence,
            text(pair.lineOfMaster()),
            pair.master().port(),
            pair.backup().port()),
        "Bearer " + TOKEN);
  }

  private JsonNode status() throws Exception {
    return json.readTree(request("GET", "status", "", "Bearer " + TOKEN).body());
  }

  private HttpResponse<String> post(String path, String fields) throws Exception {
    return request("POST", path, "{\"version\":1," + fields + "}", "Bearer " + TOKEN);
  }

  private HttpResponse<String> request(String method, String path, String body, String shown)
      throws Exception {
    InetSocketAddress at = addresses.control().orElseThrow();
    URI uri = URI.create("http://127.0.0.1:" + at.getPort() + "/v1/" + path);
    return http.send(
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", shown)
            .build(),
        BodyHandlers.ofString());
  }
}
