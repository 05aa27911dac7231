package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testbed.installation.ChildJvm;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The standalone process as a user starts it, in front of real servers. */
@Timeout(240)
class StandaloneIT {

  @TempDir Path folder;
  private StartedServers servers;
  private int clients;

  @BeforeEach
  void chooseAPort() throws Exception {
    servers = new StartedServers();
    clients = FreePort.find();
  }

  @AfterEach
  void stopServers() throws Exception {
    servers.close();
  }

  @Tag("quick")
  @Test
  void adoptsARunningPairWithoutHarmAndServesItsClients() throws Exception {
    RedisProcess master = servers.start();
    RedisProcess backup =
        servers.start("--replicaof", "localhost", Integer.toString(master.port()));
    master.ask("SET", "before", "1");
    await().until(() -> backup.info("master_link_status").equals("up"));
    String history = master.info("master_replid");

    try (ChildJvm process = start(master, backup, "")) {
      await().untilAsserted(() -> assertThat(get("before")).isEqualTo("1"));
      StartedServers.ask(clients, "SET", "through", "2");

      await().untilAsserted(() -> assertThat(backup.ask("GET", "through")).isEqualTo("2"));
      assertThat(master.info("master_replid")).isEqualTo(history);
      assertThat(master.info("sync_full")).isEqualTo("1");
      assertThat(backup.info("master_host")).isEqualTo("localhost");
      process.signal("TERM");
      assertThat(process.await()).isIn(0, 143);
    }
    assertThat(master.info("role")).isEqualTo("master");
  }

  @Test
  void needsNoDecisionWhenServersThatWereAdoptedWithDataCrashBeforeTheirNextSnapshot()
      throws Exception {
    RedisProcess master = servers.start("--save", "3600 1");
    RedisProcess backup =
        servers.start(
            "--save", "3600 1", "--replicaof", "127.0.0.1", Integer.toString(master.port()));
    await().until(() -> backup.info("master_link_status").equals("up"));
    master.ask("SET", "before", "1");
    await().until(() -> Objects.equals(backup.ask("GET", "before"), "1"));
    master.ask("SAVE");
    backup.ask("SAVE");

    try (ChildJvm process = start(master, backup, "")) {
      await().until(() -> said(process).contains("Backup is in sync"));
      await().until(() -> hasSavedItsMarkers(process, "Master", master));
      await().until(() -> hasSavedItsMarkers(process, "Backup", backup));

      int adopted = process.errors().length();
      master.kill();
      await().untilAsserted(() -> assertThat(set("outage", "2")).isEqualTo("OK"));
      master.launch();
      await().untilAsserted(() -> assertThat(master.info("master_link_status")).isEqualTo("up"));
      assertThat(master.ask("GET", "before")).isEqualTo("1");
      assertThat(master.ask("GET", "outage")).isEqualTo("2");
      assertThat(process.errors().substring(adopted))
          .contains("superseded by epoch 4")
          .doesNotContain("ecision required");
    }
  }

  private static boolean hasSavedItsMarkers(ChildJvm process, String name, RedisProcess server) {
    return said(process).contains("Saving a snapshot of " + name)
        && server.info("rdb_bgsave_in_progress").equals("0");
  }

  private static String said(ChildJvm process) {
    return process.output() + process.errors();
  }

  @Test
  void saysAtTheStartWhichUserMayRunWhatFailoverKeepsForItself() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    master.ask("ACL", "SETUSER", "shop", "on", ">word", "~*", "+@all");

    try (ChildJvm process = start(master, backup, "")) {
      await().until(() -> said(process).contains("Master: user shop may run "));
      assertThat(said(process)).doesNotContain("user default may run", "Backup: user ");
    }
  }

  @Test
  void findsTheRouteAgainAfterItWasKilledAndChangesNothing() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    try (ChildJvm first = start(master, backup, "")) {
      await().untilAsserted(() -> assertThat(set("key", "1")).isEqualTo("OK"));
      await().until(() -> said(first).contains("Backup is in sync"));
      master.kill();
      await().untilAsserted(() -> assertThat(set("key", "2")).isEqualTo("OK"));
      first.signal("KILL");
      assertThat(first.await()).isEqualTo(137);
    }
    String history = backup.info("master_replid");

    try (ChildJvm second = start(master, backup, "")) {
      await().untilAsserted(() -> assertThat(get("key")).isEqualTo("2"));
      assertThat(backup.info("role")).isEqualTo("master");
      assertThat(backup.info("master_replid")).isEqualTo(history);
      assertThat(second.errors()).doesNotContain("ERROR");
    }
  }

  @Test
  void leadsAProxyWithoutAControllerOfItsOwn() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
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
      assertThat(StartedServers.ask(leadClients, "GET", "key")).isEqualTo("1");
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
    RedisProcess master = servers.start("--requirepass", "right");
    RedisProcess backup = servers.start("--requirepass", "right");

    try (ChildJvm process = start(master, backup, "auth: {password: wrong-word}")) {
      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors())
          .contains("auth: login to Master (127.0.0.1:" + master.port() + ") failed: WRONGPASS")
          .doesNotContain("wrong-word");
    }
  }

  @Test
  void doesNotStartAsAUserThatMayNotAskAServer() throws Exception {
    RedisProcess master = servers.start();
    RedisProcess backup = servers.start();
    for (RedisProcess server : List.of(master, backup)) {
      server.ask("ACL", "SETUSER", "failover", "on", ">word", "+@all", "-info");
    }

    try (ChildJvm process = start(master, backup, "auth: {username: failover, password: word}")) {
      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors())
          .contains("the user failover of Master (127.0.0.1:" + master.port() + ")")
          .contains("run `ACL SETUSER failover +info` on both servers");
    }
  }

  @Test
  void doesNotStartWhenBothAddressesLeadToOneServer() throws Exception {
    RedisProcess only = servers.start();
    // Another name of the same address.
    Path file =
        write(
            "one.yaml",
            "servers: {master: {host: 127.0.0.1, port: %1$d}, backup: {host: localhost, port: %1$d}}"
                .formatted(only.port()));

    try (ChildJvm process =
        ChildJvm.start(folder, StandaloneMain.class, "--config", file.toString())) {
      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors()).contains("are the same address");
    }
    assertThat(only.info("role")).isEqualTo("master");
  }

  @Test
  void holdsWithASentenceAndWipesNothingWhenBothServersHoldForeignData() throws Exception {
    RedisProcess master = servers.start();
    RedisProcess backup = servers.start();
    master.ask("SET", "mine", "1");
    backup.ask("SET", "other", "2");

    try (ChildJvm process = start(master, backup, "")) {
      await().until(() -> process.errors().contains("both servers accepted writes"));
      assertThat(master.ask("GET", "mine")).isEqualTo("1");
      assertThat(backup.ask("GET", "other")).isEqualTo("2");
    }
  }

  private ChildJvm start(RedisProcess master, RedisProcess backup, String more) throws Exception {
    return start("test.yaml", clients, master, backup, more);
  }

  private ChildJvm start(
      String name, int port, RedisProcess master, RedisProcess backup, String more)
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
                .formatted(master.port(), backup.port(), port, name, more));
    return ChildJvm.start(folder, StandaloneMain.class, "--config", file.toString());
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private String get(String key) {
    return StartedServers.ask(clients, "GET", key);
  }

  private String set(String key, String value) {
    return StartedServers.ask(clients, "SET", key, value);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class);
  }
}
