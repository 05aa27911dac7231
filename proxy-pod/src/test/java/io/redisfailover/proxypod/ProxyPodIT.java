package io.redisfailover.proxypod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program of a proxy pod in front of real servers whose addresses come and go. */
@Timeout(240)
class ProxyPodIT {
  private static final String PASSWORD = "a-password-of-the-test";
  private static final String TOKEN = "a-token-of-the-test";
  private static final String MOVED = "127.0.1.3";
  private static final String FOREIGN = "127.0.1.9";

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private ServerPair servers;

  @SuppressWarnings("NullAway.Init")
  private ProxyPod pod;

  @BeforeEach
  void prepare() throws IOException {
    servers = new ServerPair(PASSWORD);
    pod = new ProxyPod(folder, servers.port(), PASSWORD, TOKEN);
  }

  @AfterEach
  void end() {
    pod.close();
    servers.close();
  }

  @Test
  void holdsItsClientsWhileNobodyKnowsItsServersAndServesThemWhenTheNamesAppear() throws Exception {
    pod.start();
    awaitReady();
    try (RespClient early = pod.client()) {
      early.send("SET", "early", "1");
      await().until(() -> pod.status(TOKEN).path("held").asInt() == 1);
      RedisProcess master = servers.startMaster();
      servers.startReplica(ServerPair.BACKUP, master);
      pod.name(ServerPair.MASTER, ServerPair.BACKUP);

      assertThat(early.reply()).isEqualTo("OK");
      assertThat(master.ask("GET", "early")).isEqualTo("1");
    }
    assertThat(pod.process().errors()).doesNotContain(PASSWORD, TOKEN);
  }

  @Test
  void servesOnWhenTheNamesAreKnownNoMore() throws Exception {
    startServing();
    try (RespClient client = pod.client()) {
      assertThat(client.call("SET", "before", "1")).isEqualTo("OK");
      long looks = seconds();
      pod.write("hosts", "");
      await().until(() -> seconds() > looks + 3);
      assertThat(client.call("SET", "after", "1")).isEqualTo("OK");
      assertThat(pod.ask("GET", "after")).isEqualTo("1");
    }
  }

  @Tag("quick")
  @Test
  void findsAServerByItsNameAtAnotherAddressAndFailsOverToItThere() throws Exception {
    RedisProcess master = startServing();
    String backupAddress = ServerPair.BACKUP;
    master.kill();
    await().until(() -> set("after the first", "1").equals("OK"));
    RedisProcess moved = servers.start(MOVED);
    RedisProcess backup = servers.all().get(1);
    moved.follow(backup);
    pod.name(MOVED, backupAddress);
    await().until(() -> pod.statistics().path("standbyReady").asBoolean());

    backup.kill();

    await().until(() -> set("after the second", "1").equals("OK"));
    assertThat(moved.info("role")).isEqualTo("master");
    assertThat(moved.ask("GET", "after the first")).isEqualTo("1");
    assertThat(moved.ask("GET", "after the second")).isEqualTo("1");
  }

  @Test
  void takesPushedAddressesAndNeitherNamesNorAnOlderPushTakeThemBack() throws Exception {
    RedisProcess master = servers.startMaster();
    RedisProcess backup = servers.startReplica(ServerPair.BACKUP, master);
    RedisProcess stranger = stranger();
    String history = master.info("master_replid");
    pod.start();
    awaitReady();
    assertThat(pod.push(TOKEN, 5, history, ServerPair.MASTER, ServerPair.BACKUP)).isEqualTo(200);
    await().until(() -> set("pushed", "1").equals("OK"));

    pod.name(FOREIGN, FOREIGN);
    assertThat(pod.push(TOKEN, 4, history, FOREIGN, ServerPair.BACKUP)).isEqualTo(409);
    backup.kill();
    RedisProcess moved = servers.startReplica(MOVED, master);
    assertThat(pod.push(TOKEN, 6, history, ServerPair.MASTER, MOVED)).isEqualTo(200);
    await().until(() -> pod.statistics().path("standbyReady").asBoolean());
    master.kill();

    await().until(() -> set("moved", "1").equals("OK"));
    assertThat(moved.ask("GET", "moved")).isEqualTo("1");
    await().until(() -> check(pod.statistics(), "Backup").contains("UP"));
    assertThat(pod.status(TOKEN).path("sequence").asLong()).isEqualTo(6);
    assertThat(stranger.ask("INFO", "clients")).contains("connected_clients:1\r");
    assertUntouched(stranger);
  }

  @Test
  void sendsNobodyToAStrangerWhoHasTheAddressOfAServerByNow() throws Exception {
    RedisProcess master = startServing();
    RedisProcess stranger = stranger();
    String history = master.info("master_replid");
    try (Workload load =
        new Workload().start("w", 4, ClientLibrary.JEDIS, ClientPacing.NONSTOP, pod.clients())) {
      await().until(() -> load.acknowledged() > 1000);

      assertThat(pod.push(TOKEN, 7, history, FOREIGN, ServerPair.BACKUP)).isEqualTo(200);
      await().until(() -> pod.page("/readyz") == 503);
      assertThat(pod.status(TOKEN).path("routing").isNull()).isTrue();
      assertUntouched(stranger);
      assertThat(master.info("role")).isEqualTo("master");
      assertThat(servers.all().get(1).info("role")).isEqualTo("slave");

      assertThat(pod.push(TOKEN, 8, history, ServerPair.MASTER, ServerPair.BACKUP)).isEqualTo(200);
      long before = load.acknowledged();
      await().until(() -> load.acknowledged() > before + 1000);
    }
    assertThat(pod.page("/readyz")).isEqualTo(200);
    assertUntouched(stranger);
  }

  @Test
  void doesNotTakeAStrangerForItsServerWhenItStarts() throws Exception {
    RedisProcess stranger = stranger();
    RedisProcess master = servers.startMaster();
    servers.startReplica(ServerPair.BACKUP, master);
    pod.name(FOREIGN, ServerPair.BACKUP);
    pod.start();
    awaitReady();
    try (RespClient client = pod.client()) {
      client.send("SET", "mine", "1");
      await()
          .until(() ->
              pod.statistics().path("servers").path(0).path("role").asText().contains("primary"));
      long looks = seconds();
      await().until(() -> seconds() > looks + 11);
      assertThat(pod.status(TOKEN).path("held").asInt()).isEqualTo(1);
      assertUntouched(stranger);

      pod.name(ServerPair.MASTER, ServerPair.BACKUP);
      assertThat(client.reply()).isEqualTo("OK");
    }
    assertThat(master.ask("GET", "mine")).isEqualTo("1");
    assertUntouched(stranger);
  }

  @Test
  void takesARotatedPasswordAndARotatedTokenWithoutARestart() throws Exception {
    RedisProcess master = startServing();
    RedisProcess backup = servers.all().get(1);
    for (RedisProcess server : servers.all()) {
      servers.allow(server, "a-second-password");
    }
    pod.write("proxy-password", "a-second-password\n");
    pod.write("control-token", "a-second-token\n");
    assertThat(pod.status("a-second-token").path("routing").asText()).isEqualTo("Master");
    assertThat(pod.status(TOKEN).path("error").asText()).contains("token");

    master.kill();

    await().until(() -> set("after", "1").equals("OK"));
    assertThat(backup.info("role")).isEqualTo("master");
    assertThat(pod.process().errors())
        .doesNotContain(PASSWORD, TOKEN, "a-second-password", "a-second-token");
  }

  @Test
  void saysThatItIsNotReadyThenWaitsForItsClientsAndEnds() throws Exception {
    startServing();
    try (RespClient client = pod.client()) {
      assertThat(client.call("SET", "before", "1")).isEqualTo("OK");
      pod.process().signal("TERM");
      await().until(() -> pod.page("/readyz") == 503);
      assertThat(pod.ask("SET", "in the notice", "1")).isEqualTo("OK");
      await().until(() -> !pod.accepts());
      assertThat(pod.page("/healthz")).isEqualTo(200);
      assertThat(client.call("SET", "in the drain", "1")).isEqualTo("OK");
    }
    assertThat(pod.process().await()).isEqualTo(143);
  }

  /** Starts both servers and the pod. {@return Master} */
  private RedisProcess startServing() throws IOException {
    RedisProcess master = servers.startMaster();
    servers.startReplica(ServerPair.BACKUP, master);
    pod.name(ServerPair.MASTER, ServerPair.BACKUP);
    pod.start();
    awaitReady();
    await().until(() -> set("first", "1").equals("OK"));
    await().until(() -> pod.statistics().path("standbyReady").asBoolean());
    return master;
  }

  /** A Redis of somebody else's that even lets our user in. */
  private RedisProcess stranger() throws IOException {
    RedisProcess stranger = servers.start(FOREIGN);
    stranger.ask("SET", "of somebody else", "1");
    return stranger;
  }

  private static void assertUntouched(RedisProcess stranger) {
    assertThat(stranger.ask("KEYS", "*")).isEqualTo("of somebody else");
    assertThat(stranger.ask("FUNCTION", "LIST")).isEmpty();
    assertThat(stranger.info("role")).isEqualTo("master");
  }

  private void awaitReady() {
    await().until(() -> pod.page("/readyz") == 200 && pod.status(TOKEN).has("message"));
  }

  private String set(String key, String value) {
    try {
      return pod.ask("SET", key, value);
    } catch (UncheckedIOException closed) {
      return "closed";
    }
  }

  /** {@return how many seconds the process has run: it looks names up once in each} */
  private long seconds() throws Exception {
    return pod.statistics().path("uptimeSeconds").asLong();
  }

  private static String check(JsonNode statistics, String name) {
    for (JsonNode server : statistics.path("servers")) {
      if (server.path("name").asText().equals(name)) {
        return server.path("check").path("health").asText();
      }
    }
    return "";
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(IOException.class);
  }
}
