package io.redisfailover.failover.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationInfoParserTest {
  /** As real servers wrote it: two that replicate, the replica parked, then promoted. */
  private static ReplicationInfo recorded(String name) {
    try (InputStream file =
        ReplicationInfoParserTest.class.getResourceAsStream("/info/" + name + ".txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return ReplicationInfoParser.parse(text);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis-6.2", "redis-7.0"})
  void readsAMasterWithItsReplica(String version) {
    ReplicationInfo info = recorded(version + "-master");
    assertThat(info.master()).isTrue();
    assertThat(info.link()).isEmpty();
    assertThat(info.replicationId()).hasSize(40);
    assertThat(info.offsetBytes()).isPositive();
    assertThat(info.formerId()).isEmpty();
    assertThat(info.formerOffsetBytes()).isEqualTo(-1);
    assertThat(info.replicas())
        .singleElement()
        .satisfies(replica -> assertThat(replica.online()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis-6.2", "redis-7.0"})
  void readsAReplicaInTheSameHistory(String version) {
    ReplicationInfo master = recorded(version + "-master");
    ReplicationInfo replica = recorded(version + "-replica");
    assertThat(replica.master()).isFalse();
    assertThat(replica.replicationId()).isEqualTo(master.replicationId());
    assertThat(replica.link())
        .hasValueSatisfying(link -> {
          assertThat(link.up()).isTrue();
          assertThat(link.syncing()).isFalse();
          assertThat(link.host()).isEqualTo("127.0.0.1");
          assertThat(link.lastIoSeconds()).isBetween(0L, 10L);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis-6.2", "redis-7.0"})
  void readsAParkedServer(String version) {
    ReplicationInfo info = recorded(version + "-parked");
    assertThat(info.link())
        .hasValueSatisfying(link -> {
          assertThat(link.port()).isEqualTo(LinkTarget.PARKING_PORT);
          assertThat(link.up()).isFalse();
          assertThat(link.lastIoSeconds()).isEqualTo(-1);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis-6.2", "redis-7.0"})
  void readsWhichHistoryAPromotedServerCameFrom(String version) {
    ReplicationInfo before = recorded(version + "-parked");
    ReplicationInfo after = recorded(version + "-promoted");
    assertThat(after.master()).isTrue();
    assertThat(after.formerId()).contains(before.replicationId());
    assertThat(after.formerOffsetBytes()).isEqualTo(before.offsetBytes() + 1);
  }

  @Test
  void passesOverFieldsThatNewerServersAdd() {
    String valkey =
        """
        # Replication\r
        role:master\r
        connected_slaves:1\r
        slave0:ip=10.0.0.2,port=6379,state=online,offset=1204,lag=0,type=replica\r
        replicas_waiting_psync:0\r
        master_failover_state:no-failover\r
        master_replid:8d6f1c1b3a5d7e9f00112233445566778899aabb\r
        master_replid2:0000000000000000000000000000000000000000\r
        master_repl_offset:1204\r
        second_repl_offset:-1\r
        repl_backlog_active:1\r
        """;
    ReplicationInfo info = ReplicationInfoParser.parse(valkey);
    assertThat(info.replicas())
        .containsExactly(new ReplicationInfo.Replica("10.0.0.2", 6379, true, 1204, 0));
  }

  @Test
  void takesTheWordReplicaForASlave() {
    String text =
        """
        role:replica
        master_host:h
        master_port:1
        master_link_status:down
        master_sync_in_progress:1
        master_last_io_seconds_ago:-1
        slave_repl_offset:5
        master_replid:abc
        """;
    assertThat(ReplicationInfoParser.parse(text).link())
        .hasValueSatisfying(link -> assertThat(link.syncing()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "role:sentinel\n",
        "role:master\nmaster_replid:abc\n",
        "role:master\nmaster_replid:abc\nmaster_repl_offset:many\n",
        "role:slave\nmaster_replid:abc\nslave_repl_offset:1\nmaster_host:h\n"
      })
  void refusesWhatItWouldHaveToGuess(String text) {
    assertThatThrownBy(() -> ReplicationInfoParser.parse(text))
        .isInstanceOf(MalformedReplyException.class)
        .hasMessageContaining("INFO replication");
  }
}
