package io.redisfailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.ControlApiConfig;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.realredis.client.WriteAudit;
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
class ProxySwitchoverIT {
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
                    "proxy-1",
                    Listen.on(any),
                    pair.endpoints(),
                    PairSecrets.withoutLogin(RedisPair.KEYS))
                .withLimits(Limits.DEFAULT.withTimeouts(LONG, LONG, Duration.ofMillis(200)))
                .withControl(new ControlApiConfig(any, () -> Secret.lines(token.get()))));
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
    try (Workload load =
        new Workload()
            .start("w", 4, ClientLibrary.JEDIS, ClientPacing.NONSTOP, addresses.clients())) {
      await().atMost(LONG).until(() -> load.acknowledged() > 1000);
      await()
          .atMost(LONG)
          .until(() -> proxy.snapshot().master().traffic().sessions().current() == 4);
      assertThat(
              post(
                      "switchover/prepare",
                      "\"attempt\":\"a1\",\"cause\":\"failback\",\"deadlineMillis\":2000")
                  .statusCode())
          .isEqualTo(200);
      Epoch epoch = switchServers();
      assertThat(
              post("switchover/commit", "\"attempt\":\"a1\",\"epoch\":" + text(epoch)).statusCode())
          .isEqualTo(200);
      await()
          .atMost(LONG)
          .until(
              () -> proxy.route().routing().filter(server -> server == Server.BACKUP).isPresent());
      long before = load.acknowledged();
      await().atMost(LONG).until(() -> load.acknowledged() > before + 1000);
      load.stop();
      assertThat(WriteAudit.read(load.journals(), ClientTarget.at(pair.backup().address())).lost())
          .isEmpty();
    }
    RoleChange planned = proxy.route().roleChanges().getFirst();
    assertThat(planned.kind()).isEqualTo(RoleChange.Kind.SWITCHOVER);
    assertThat(planned.cause()).contains(Cause.FAILBACK);
    assertThat(planned.moments().order())
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
    assertThat(second.body()).contains("attempt a1 is in progress");
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
        .contains("\\\"silent\\\" is no cause of a switchover, use switchover or failback");
    assertThat(post("switchover/prepare", "\"attempt\":\"a\",\"deadlineMillis\":5,\"x\":1").body())
        .contains("the field x of the body is unknown");
    assertThat(request("POST", "switchover/prepare", "{", "Bearer " + TOKEN).statusCode())
        .isEqualTo(400);
    assertThat(request("POST", "switchover/prepare", "{\"version\":2}", "Bearer " + TOKEN).body())
        .contains("version 2 is unknown");
    assertThat(
            request("POST", "switchover/prepare", " ".repeat(70_000), "Bearer " + TOKEN)
                .statusCode())
        .isEqualTo(413);
  }

  /** Steps 3, 4, 6 and 7 of a switchover. */
  private Epoch switchServers() {
    pair.master().ask("REPLICAOF", "127.0.0.1", "1");
    await()
        .atMost(LONG)
        .until(() ->
            pair.backup()
                .info("slave_repl_offset")
                .equals(pair.master().info("slave_repl_offset")));
    pair.promote(Server.BACKUP);
    return newLine();
  }

  private Epoch newLine() {
    return new Epoch(4, Server.BACKUP, pair.backup().info("master_replid"));
  }

  private String text(Epoch epoch) {
    return String.format(
        Locale.ROOT,
        "{\"number\":%d,\"server\":\"%s\",\"replicationId\":\"%s\"}",
        epoch.number(),
        epoch.server().displayName(),
        epoch.replicationId());
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
            text(pair.epochOfMaster()),
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
