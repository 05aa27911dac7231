package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.testsupport.ChildJvm;
import io.redisfailover.testsupport.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisException;

/** The standalone process as a user starts it, in front of real servers. */
@Timeout(240)
class StandaloneIT {
  private static final String[] PARKED = {"--replicaof", "127.0.0.1", "1"};

  @TempDir Path folder;
  private Servers servers;
  private int clients;

  @BeforeEach
  void chooseAPort() throws Exception {
    servers = new Servers(folder);
    clients = FreePort.find();
  }

  @AfterEach
  void stopServers() throws Exception {
    servers.close();
  }

  @Tag("quick")
  @Test
  void adoptsARunningPairWithoutHarmAndServesItsClients() throws Exception {
    int master = servers.start();
    int backup = servers.start("--replicaof", "localhost", Integer.toString(master));
    Servers.call(master, "SET", "before", "1");
    await().until(() -> Servers.info(backup, "master_link_status").equals("up"));
    String history = Servers.info(master, "master_replid");

    try (ChildJvm process = start(master, backup, "")) {
      await().untilAsserted(() -> assertThat(get("before")).isEqualTo("1"));
      Servers.call(clients, "SET", "through", "2");

      await()
          .untilAsserted(() -> assertThat(Servers.call(backup, "GET", "through")).isEqualTo("2"));
      assertThat(Servers.info(master, "master_replid")).isEqualTo(history);
      assertThat(Servers.info(master, "sync_full")).isEqualTo("1");
      assertThat(Servers.info(backup, "master_host")).isEqualTo("localhost");
      process.signal("TERM");
      assertThat(process.await()).isIn(0, 143);
    }
    assertThat(Servers.info(master, "role")).isEqualTo("master");
  }

  @Test
  void findsTheRouteAgainAfterItWasKilledAndChangesNothing() throws Exception {
    int master = servers.start(PARKED);
    int backup = servers.start(PARKED);
    try (ChildJvm first = start(master, backup, "")) {
      await().untilAsserted(() -> assertThat(set("key", "1")).isEqualTo("OK"));
      await().until(() -> (first.output() + first.errors()).contains("Backup is in sync"));
      servers.kill(0);
      await().untilAsserted(() -> assertThat(set("key", "2")).isEqualTo("OK"));
      first.signal("KILL");
      assertThat(first.await()).isEqualTo(137);
    }
    String history = Servers.info(backup, "master_replid");

    try (ChildJvm second = start(master, backup, "")) {
      await().untilAsserted(() -> assertThat(get("key")).isEqualTo("2"));
      assertThat(Servers.info(backup, "role")).isEqualTo("master");
      assertThat(Servers.info(backup, "master_replid")).isEqualTo(history);
      assertThat(second.errors()).doesNotContain("ERROR");
    }
  }

  @Test
  void leadsAProxyWithoutAControllerOfItsOwn() throws Exception {
    int master = servers.start(PARKED);
    int backup = servers.start(PARKED);
    int control = FreePort.find();
    Files.writeString(folder.resolve("token"), "a-token-of-the-test\n");
    String other = "controller: off\ncontrol: {port: %d, tokenFile: token}".formatted(control);
    String lead = "control: {tokenFile: token}\nproxies: ['127.0.0.1:%d']".formatted(control);
    int leadClients = FreePort.find();

    try (ChildJvm follower = start(master, backup, other);
        ChildJvm leader = start("lead.yaml", leadClients, master, backup, lead);
        HttpProxyFleet fleet =
            new HttpProxyFleet(
                List.of(new Endpoint("127.0.0.1", control)), () -> "a-token-of-the-test")) {
      await().untilAsserted(() -> assertThat(set("key", "1")).isEqualTo("OK"));
      assertThat(Servers.call(leadClients, "GET", "key")).isEqualTo("1");
      await()
          .untilAsserted(() ->
              assertThat(fleet.status().values())
                  .singleElement()
                  .isInstanceOfSatisfying(
                      ProxyReply.Accepted.class,
                      accepted ->
                          assertThat(accepted.status().orElseThrow().sequence()).isPositive()));
      assertThat(follower.errors() + leader.errors()).doesNotContain("a-token-of-the-test");
    }
  }

  @Test
  void doesNotStartWithAWrongPassword() throws Exception {
    int master = servers.start("--requirepass", "right");
    int backup = servers.start("--requirepass", "right");

    try (ChildJvm process = start(master, backup, "auth: {password: wrong-word}")) {
      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors())
          .contains("auth: Master at 127.0.0.1:" + master + " does not let us in: WRONGPASS")
          .doesNotContain("wrong-word");
    }
  }

  @Test
  void doesNotStartWhenBothAddressesLeadToOneServer() throws Exception {
    int only = servers.start();
    // Another address of this machine: only the server's own run id shows that it is the same one.
    Path file =
        write(
            "one.yaml",
            "servers: {master: {host: 127.0.0.1, port: %1$d}, backup: {host: localhost, port: %1$d}}"
                .formatted(only));

    try (ChildJvm process = ChildJvm.start(folder, Main.class, "--config", file.toString())) {
      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors()).contains("are one server");
    }
    assertThat(Servers.info(only, "role")).isEqualTo("master");
  }

  @Test
  void holdsWithASentenceAndWipesNothingWhenBothServersHoldForeignData() throws Exception {
    int master = servers.start();
    int backup = servers.start();
    Servers.call(master, "SET", "mine", "1");
    Servers.call(backup, "SET", "other", "2");

    try (ChildJvm process = start(master, backup, "")) {
      await()
          .until(
              () -> process.errors().contains("both servers are masters with data of their own"));
      assertThat(Servers.call(master, "GET", "mine")).isEqualTo("1");
      assertThat(Servers.call(backup, "GET", "other")).isEqualTo("2");
    }
  }

  private ChildJvm start(int master, int backup, String more) throws Exception {
    return start("test.yaml", clients, master, backup, more);
  }

  private ChildJvm start(String name, int port, int master, int backup, String more)
      throws Exception {
    Path file =
        write(
            name,
            """
            servers:
              master: {host: 127.0.0.1, port: %d}
              backup: {host: 127.0.0.1, port: %d}
            listen: {address: 127.0.0.1, port: %d}
            stats: {address: 127.0.0.1, port: 0}
            timeouts: {drain: 0s}
            recordFile: %s.record
            %s
            """
                .formatted(master, backup, port, name, more));
    return ChildJvm.start(folder, Main.class, "--config", file.toString());
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private String get(String key) {
    return Servers.call(clients, "GET", key);
  }

  private String set(String key, String value) {
    return Servers.call(clients, "SET", key, value);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(JedisException.class);
  }
}
