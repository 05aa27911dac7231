package io.redisfailover.operator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings of redis.conf that cannot be given. */
class ConfigRulesTest {
  @Test
  void refusesASettingWhateverCaseItIsWrittenIn() {
    assertThat(ConfigRules.refusals(Set.of("ReplicaOf")))
        .containsExactly(ConfigRules.LINKS_SENTENCE);
    assertThat(ConfigRules.refusals(Set.of("RENAME-COMMAND")))
        .containsExactly(ConfigRules.RENAME_SENTENCE);
  }

  @Test
  void refusesASettingByItsBeginning() {
    assertThat(ConfigRules.refusals(Set.of("cluster-enabled", "TLS-port")))
        .containsExactlyInAnyOrder(ConfigRules.CLUSTER_SENTENCE, ConfigRules.TLS_SENTENCE);
  }

  @Test
  void saysASentenceOnce() {
    assertThat(ConfigRules.refusals(Set.of("replicaof", "slaveof"))).hasSize(1);
  }

  @Test
  void letsTheUsualSettingsThrough() {
    assertThat(
            ConfigRules.refusals(
                Set.of("maxmemory", "maxmemory-policy", "appendfsync", "save", "timeout")))
        .isEmpty();
  }

  @Test
  void knowsEverySettingThatTheProtocolNeeds() {
    assertThat(ConfigRules.refusedNames())
        .contains(
            "replica-read-only",
            "repl-ping-replica-period",
            "min-replicas-to-write",
            "repl-backlog-ttl",
            "repl-diskless-sync-delay",
            "repl-diskless-load",
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
