package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.api.v1.RedisConfigRules;
import org.junit.jupiter.api.Test;

/** The file redis.conf. */
class RedisSettingsTest {
  @Test
  void putsWhatTheProtocolNeedsBehindWhatTheUserSays() {
    String file = file("redis: {config: {maxmemory: 1gb}}");
    assertThat(file.indexOf("maxmemory 1gb"))
        .isPositive()
        .isLessThan(file.indexOf("repl-ping-replica-period 1"));
  }

  @Test
  void writesNothingToTheDiskWithoutStorage() {
    assertThat(file("{}")).contains("appendonly no", "save \"\"", "rdb-del-sync-files yes");
  }

  @Test
  void writesALogWithStorage() {
    assertThat(file("redis: {storage: {size: 1Gi}}"))
        .contains("appendonly yes", "save \"\"", "rdb-del-sync-files no");
  }

  @Test
  void makesSnapshotsWhenAskedForThem() {
    assertThat(file("redis: {persistence: RDB}"))
        .contains("appendonly no", "save 3600 1\nsave 300 100\nsave 60 10000");
  }

  @Test
  void makesSnapshotsWhenTheUserSays() {
    assertThat(file("redis: {persistence: RDB, config: {save: 900 1 300 10}}"))
        .contains("save 900 1\nsave 300 10")
        .doesNotContain("save 3600 1");
  }

  @Test
  void letsTheUserHaveALargerBacklog() {
    String file = file("redis: {config: {repl-backlog-size: 256mb}}");
    assertThat(file.indexOf("repl-backlog-size 256mb"))
        .isGreaterThan(file.indexOf("repl-backlog-size 16mb"));
  }

  @Test
  void fixesNothingThatTheUserCouldSayToo() {
    RedisSettings settings = RedisSettings.of(withSpec("{}"));
    assertThat(RedisConfigRules.refusedNames()).containsAll(settings.fixed().keySet());
  }

  @Test
  void isTheSameForTheSameResource() {
    String spec = "redis: {config: {b: '1', a: '2', c: '3'}}";
    assertThat(file(spec)).isEqualTo(file(spec)).contains("a 2\nb 1\nc 3");
  }

  private static String file(String spec) {
    return RedisSettings.of(withSpec(spec)).file();
  }
}
