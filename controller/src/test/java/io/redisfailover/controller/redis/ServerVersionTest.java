package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Reply;
import org.junit.jupiter.api.Test;

class ServerVersionTest {
  @Test
  void namesRedis() {
    assertThat(ServerVersion.inWords(reply("# Server\r\nredis_version:8.0.2\r\nrun_id:abc\r\n")))
        .contains("Redis 8.0.2");
  }

  @Test
  void namesValkeyAndNotTheRedisThatItIsCompatibleWith() {
    assertThat(
            ServerVersion.inWords(
                reply("redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\n")))
        .contains("Valkey 8.1.0");
  }

  @Test
  void namesNothingThatTheServerDoesNotTell() {
    assertThat(ServerVersion.inWords(reply("run_id:abc\r\n"))).isEmpty();
    assertThat(ServerVersion.inWords(Reply.error("NOPERM no permissions"))).isEmpty();
  }

  private static Reply reply(String text) {
    return Reply.ok(text);
  }
}
