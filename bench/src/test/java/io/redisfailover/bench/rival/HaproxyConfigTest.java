package io.redisfailover.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HaproxyConfigTest {
  private static final HaproxyConfig.Addresses AT =
      new HaproxyConfig.Addresses(7000, 7001, 7002, 7003, Path.of("socket"));

  @Test
  void hasTheSchemesCheckTimesAndOrder() {
    assertThat(HaproxyConfig.text(HaproxyConfig.Manner.DEFAULT, AT).lines().map(String::strip))
        .containsSubsequence(
            "timeout connect 2s",
            "timeout server 15s",
            "timeout client 15s",
            "bind 127.0.0.1:7000 name redis",
            "option tcp-check",
            "tcp-check connect",
            "tcp-check send AUTH\\ password\\r\\n",
            "tcp-check send PING\\r\\n",
            "tcp-check expect string +PONG",
            "tcp-check send QUIT\\r\\n",
            "tcp-check expect string +OK",
            "server redis-server1 127.0.0.1:7002 check inter 1s",
            "server redis-server2 127.0.0.1:7003 check inter 1s backup");
  }

  @Test
  void hasEveryOptionThatMakesHaproxyFastWhenTuned() {
    assertThat(HaproxyConfig.text(HaproxyConfig.Manner.TUNED, AT))
        .contains(
            "    option redispatch 1\n",
            "    timeout check 500ms\n",
            "fastinter 200ms downinter 200ms fall 2 rise 2",
            "on-marked-down shutdown-sessions on-marked-up shutdown-backup-sessions",
            "observe layer4 error-limit 1 on-error mark-down");
  }
}
