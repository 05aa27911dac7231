package io.redisfailover.operator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings of redis.conf that cannot be given. */
class RedisConfigRulesTest {
  @Test
  void refusesASettingWhateverCaseItIsWrittenIn() {
    assertThat(RedisConfigRules.refusals(Set.of("ReplicaOf")))
        .containsExactly(RedisConfigRules.LINKS_SENTENCE);
    assertThat(RedisConfigRules.refusals(Set.of("RENAME-COMMAND")))
        .containsExactly(RedisConfigRules.RENAME_SENTENCE);
  }

  @Test
  void refusesASettingByItsBeginning() {
    assertThat(RedisConfigRules.refusals(Set.of("cluster-enabled", "TLS-port")))
        .containsExactlyInAnyOrder(
            RedisConfigRules.CLUSTER_SENTENCE, RedisConfigRules.TLS_SENTENCE);
  }

  @Test
  void saysASentenceOnce() {
    assertThat(RedisConfigRules.refusals(Set.of("replicaof", "slaveof"))).hasSize(1);
  }

  @Test
  void letsTheUsualSettingsThrough() {
    assertThat(
            RedisConfigRules.refusals(
                Set.of("maxmemory", "maxmemory-policy", "appendfsync", "save", "timeout")))
        .isEmpty();
  }

  @Test
  void knowsEverySettingThatTheProtocolNeeds() {
    assertThat(RedisConfigRules.refusedNames())
        .contains(
            "replica-read-only",
            "repl-ping-replica-period",
            "min-replicas-to-write",
            "repl-backlog-ttl",
            "repl-diskless-sync-delay",
            "repl-diskless-load",
            "replica-lazy-flush",
            "stop-writes-on-bgsave-error",
            "shutdown-timeout",
            "rdb-del-sync-files",
            "port",
            "bind",
            "dir",
            "aclfile",
            "masterauth");
  }
}
