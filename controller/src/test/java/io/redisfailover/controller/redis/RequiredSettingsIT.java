package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
import io.redisfailover.realredis.process.RedisProcess;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class RequiredSettingsIT {
  private static final Duration DETECTION = Duration.ofMillis(1_500);

  @Tag("quick")
  @Test
  void setsWhatTheProtocolNeedsAndSaysWhatItChanged() throws Exception {
    try (RedisProcess redis = RedisProcess.start("--replica-read-only", "no")) {
      ServerAccess server = server(redis);

      SettingsReport first = new RequiredSettings(server, DETECTION).settings();
      SettingsReport second = new RequiredSettings(server, DETECTION).settings();

      assertThat(first.changed())
          .contains("replica-read-only: no -> yes", "repl-ping-replica-period: 10 -> 1");
      assertThat(first.found()).containsEntry("replica-read-only", "no");
      assertThat(first.faults()).isEmpty();
      assertThat(first.essentialMissing()).isFalse();
      assertThat(second.changed()).isEmpty();
      assertThat(second.found()).containsEntry("replica-read-only", "yes");
    }
  }

  @Test
  void leavesAReplicaWritableThatIsWantedSo() throws Exception {
    try (RedisProcess redis = RedisProcess.start("--replica-read-only", "no")) {
      SettingsReport settings = new RequiredSettings(server(redis), true, DETECTION).settings();
      assertThat(settings.changed()).noneMatch(change -> change.startsWith("replica-read-only"));
      assertThat(settings.faults()).isEmpty();
      try (JedisRedisConnection connection = server(redis).connect()) {
        assertThat(connection.call("CONFIG", "GET", "replica-read-only").text()).endsWith("no");
      }
    }
  }

  @Test
  void leavesARoleAsItIs() throws Exception {
    try (RedisProcess redis = RedisProcess.start("--replicaof", "127.0.0.1", "1")) {
      ServerAccess server = server(redis);
      new RequiredSettings(server, DETECTION).settings();
      try (JedisRedisConnection connection = server.connect()) {
        assertThat(connection.call("ROLE").text()).startsWith("slave\n127.0.0.1\n1\n");
      }
    }
  }

  @Test
  void letsAServerSayThatItIsBusyBeforeItCountsAsSilent() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      assertThat(new RequiredSettings(server(redis), DETECTION).settings().changed())
          .contains("lua-time-limit: 5000 -> 1000");
    }
  }

  @Test
  void leavesAShorterTimeUntilThatAlone() throws Exception {
    try (RedisProcess redis = RedisProcess.start("--lua-time-limit", "200")) {
      assertThat(new RequiredSettings(server(redis), DETECTION).settings().changed())
          .noneMatch(change -> change.startsWith("lua-time-limit"));
    }
  }

  @Test
  void leavesALargerBacklogAlone() throws Exception {
    try (RedisProcess redis = RedisProcess.start("--repl-backlog-size", "100mb")) {
      assertThat(new RequiredSettings(server(redis), DETECTION).settings().changed())
          .noneMatch(change -> change.startsWith("repl-backlog-size"));
    }
  }

  @Test
  void saysWhatItMayNotSet() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      try (JedisRedisConnection admin = server(redis).connect()) {
        admin.call("ACL", "SETUSER", "rf", "on", "nopass", "~*", "+@all", "-config", "+config|get");
      }
      ServerAccess server =
          new ServerAccess(
              Server.MASTER,
              new Endpoints(TestAccess.endpoint(redis), new Endpoint("127.0.0.1", 2)),
              ConnectionName.CONTROLLER,
              TestAccess.login(() -> new RedisCredentials(Optional.of("rf"), "any")),
              TimeLimits.DEFAULT);

      SettingsReport settings = new RequiredSettings(server, DETECTION).settings();

      assertThat(settings.essentialMissing()).isTrue();
      assertThat(settings.changed()).isEmpty();
      assertThat(settings.faults())
          .anySatisfy(fault ->
              assertThat(fault)
                  .startsWith(
                      "Master: repl-ping-replica-period should be 1 because the standby must"
                          + " notice a silent active server, but it is 10 and cannot be set (NOPERM"));
    }
  }

  @ParameterizedTest
  @CsvSource({"no, '', NONE", "no, 60 1, RDB", "yes, '', AOF", "yes, 60 1, AOF"})
  void knowsWhatTheServerWritesToItsDisk(String appendOnly, String save, Persistence expected)
      throws Exception {
    try (RedisProcess redis = RedisProcess.start("--appendonly", appendOnly, "--save", save)) {
      SettingsReport settings = new RequiredSettings(server(redis), DETECTION).settings();

      assertThat(settings.persistence()).isEqualTo(expected);
      assertThat(settings.found().containsKey("rdb-del-sync-files"))
          .isEqualTo(expected == Persistence.NONE);
    }
  }

  @Test
  void saysThatAServerCouldNotCopyFromAnotherOneThatAsksForAPassword() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      ServerAccess server =
          new ServerAccess(
              Server.MASTER,
              new Endpoints(TestAccess.endpoint(redis), new Endpoint("127.0.0.1", 2)),
              ConnectionName.CONTROLLER,
              TestAccess.login(() -> new RedisCredentials(Optional.empty(), "do-not-show")),
              TimeLimits.DEFAULT);
      try (JedisRedisConnection connection = server(redis).connect()) {
        assertThat(connection.call("CONFIG", "SET", "requirepass", "do-not-show").text())
            .isEqualTo("OK");
        assertThat(new RequiredSettings(server, DETECTION).settings().faults())
            .singleElement()
            .asString()
            .startsWith("Master: masterauth is empty")
            .doesNotContain("do-not-show");
        assertThat(connection.call("CONFIG", "SET", "masterauth", "do-not-show").text())
            .isEqualTo("OK");
        assertThat(new RequiredSettings(server, DETECTION).settings().faults()).isEmpty();
      }
    }
  }

  private static ServerAccess server(RedisProcess redis) {
    return TestAccess.server(
        Server.MASTER,
        new Endpoints(TestAccess.endpoint(redis), new Endpoint("127.0.0.1", 2)),
        ConnectionName.CONTROLLER);
  }
}
