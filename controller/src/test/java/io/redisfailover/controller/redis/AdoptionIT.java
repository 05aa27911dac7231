package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.policy.ServerFacts.Persistence;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class AdoptionIT {
  @Tag("quick")
  @Test
  void setsWhatTheProtocolNeedsAndSaysWhatItChanged() throws Exception {
    try (RedisProcess redis = RedisProcess.start("--replica-read-only", "no")) {
      RedisServer server = server(redis);

      ServerSettings first = new Adoption(server).settings();
      ServerSettings second = new Adoption(server).settings();

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
      ServerSettings settings = new Adoption(server(redis), true).settings();
      assertThat(settings.changed()).noneMatch(change -> change.startsWith("replica-read-only"));
      assertThat(settings.faults()).isEmpty();
      try (RedisConnection connection = server(redis).connect()) {
        assertThat(connection.call("CONFIG", "GET", "replica-read-only").text()).endsWith("no");
      }
    }
  }

  @Test
  void leavesARoleAsItIs() throws Exception {
    try (RedisProcess redis = RedisProcess.start("--replicaof", "127.0.0.1", "1")) {
      RedisServer server = server(redis);
      new Adoption(server).settings();
      try (RedisConnection connection = server.connect()) {
        assertThat(connection.call("ROLE").text()).startsWith("slave\n127.0.0.1\n1\n");
      }
    }
  }

  @Test
  void leavesALargerBacklogAlone() throws Exception {
    try (RedisProcess redis = RedisProcess.start("--repl-backlog-size", "100mb")) {
      assertThat(new Adoption(server(redis)).settings().changed())
          .noneMatch(change -> change.startsWith("repl-backlog-size"));
    }
  }

  @Test
  void saysWhatItMayNotSet() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      try (RedisConnection admin = server(redis).connect()) {
        admin.call("ACL", "SETUSER", "rf", "on", "nopass", "~*", "+@all", "-config", "+config|get");
      }
      RedisServer server =
          new RedisServer(
              Node.MASTER,
              new Endpoints(redis.endpoint(), new Endpoint("127.0.0.1", 2)),
              ConnectionName.CONTROLLER,
              () -> Optional.of(new RedisCredentials(Optional.of("rf"), "any")),
              TimeLimits.DEFAULT);

      ServerSettings settings = new Adoption(server).settings();

      assertThat(settings.essentialMissing()).isTrue();
      assertThat(settings.changed()).isEmpty();
      assertThat(settings.faults())
          .anySatisfy(fault ->
              assertThat(fault)
                  .startsWith(
                      "Master: repl-ping-replica-period should be 1 because the standby must"
                          + " notice a silent master, but it is 10 and cannot be set: NOPERM"));
    }
  }

  @ParameterizedTest
  @CsvSource({"no, '', NONE", "no, 60 1, RDB", "yes, '', AOF", "yes, 60 1, AOF"})
  void knowsWhatTheServerWritesToItsDisk(String appendOnly, String save, Persistence expected)
      throws Exception {
    try (RedisProcess redis = RedisProcess.start("--appendonly", appendOnly, "--save", save)) {
      ServerSettings settings = new Adoption(server(redis)).settings();

      assertThat(settings.persistence()).isEqualTo(expected);
      assertThat(settings.found().containsKey("rdb-del-sync-files"))
          .isEqualTo(expected == Persistence.NONE);
    }
  }

  private static RedisServer server(RedisProcess redis) {
    return RedisProcess.server(
        Node.MASTER,
        new Endpoints(redis.endpoint(), new Endpoint("127.0.0.1", 2)),
        ConnectionName.CONTROLLER);
  }
}
