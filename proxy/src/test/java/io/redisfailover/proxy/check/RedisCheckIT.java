package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RedisCheckIT {
  private static final Duration GENEROUS = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CheckBench bench = new CheckBench();

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void passesAServerThatTakesThePassword() throws IOException {
    try (RedisProcess redis = RedisProcess.startConfigured("requirepass \"pass word\"")) {
      assertThat(check(redis, GENEROUS, Optional.empty(), Optional.of("pass word")).status())
          .isEqualTo(CheckStatus.L7OK);
    }
  }

  @Test
  void passesAServerWithoutAPasswordAlthoughAuthIsAnErrorThere() throws IOException {
    try (RedisProcess redis = RedisProcess.start()) {
      assertThat(check(redis, GENEROUS, Optional.empty(), Optional.of("password")).status())
          .isEqualTo(CheckStatus.L7OK);
    }
  }

  @Test
  void passesAnAclUserThatMayOnlyPing() throws IOException {
    try (RedisProcess redis = RedisProcess.startConfigured("user hc on >pw -@all +ping +info")) {
      assertThat(check(redis, GENEROUS, Optional.of("hc"), Optional.of("pw")).status())
          .isEqualTo(CheckStatus.L7OK);
    }
  }

  @Test
  void timesOutAtTheAnswerToPingWhenThePasswordIsWrongOrMissing() throws IOException {
    try (RedisProcess redis = RedisProcess.startConfigured("requirepass password")) {
      CheckResult wrong = check(redis, SHORT, Optional.empty(), Optional.of("wrong"));
      assertThat(wrong.inWords())
          .contains("L7TOUT", "at step 4 of tcp-check (expect string '+PONG')")
          .doesNotContain("wrong");
      CheckResult missing = check(redis, SHORT, Optional.empty(), Optional.empty());
      assertThat(missing.inWords())
          .contains("L7TOUT", "at step 3 of tcp-check (expect string '+PONG')");
    }
  }

  @Test
  void failsAtOnceOnAWrongPasswordWhenQuitIsSentBeforeTheExpects() throws IOException {
    List<String> quitFirst =
        List.of(
            "connect",
            "send AUTH\\ wrong\\r\\n",
            "send PING\\r\\n",
            "send QUIT\\r\\n",
            "expect string +PONG");
    try (RedisProcess redis = RedisProcess.startConfigured("requirepass password")) {
      CheckResult result = bench.check(redis.port(), CheckScript.parse(quitFirst), GENEROUS);
      assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
      assertThat(result.detail()).isEqualTo("TCPCHK did not match content '+PONG' at step 5");
    }
  }

  @Test
  void tellsAMasterFromAReplicaByTheSeedsCommentedRules() throws IOException {
    CheckScript roleMaster =
        CheckScript.parse(
            List.of("connect", "send info\\ replication\\r\\n", "expect string role:master"));
    try (RedisProcess master = RedisProcess.start();
        RedisProcess replica =
            RedisProcess.startConfigured("replicaof 127.0.0.1 " + master.port())) {
      assertThat(bench.check(master.port(), roleMaster, GENEROUS).status())
          .isEqualTo(CheckStatus.L7OK);
      CheckResult result = bench.check(replica.port(), roleMaster, SHORT);
      assertThat(result.status()).isEqualTo(CheckStatus.L7TOUT);
      assertThat(result.detail()).isEqualTo("at step 3 of tcp-check (expect string 'role:master')");
    }
  }

  @Tag("quick")
  @Test
  void followsAServerThatHangsWakesUpAndDies() throws IOException {
    try (RedisProcess redis = RedisProcess.start();
        ServerCheck check = checkingOften(redis)) {
      check.start(Duration.ZERO);
      await().atMost(PATIENCE).until(() -> check.current().health().isUp());
      redis.hang();
      await().atMost(PATIENCE).until(() -> !check.current().health().isUp());
      assertThat(lastStatus(check)).isEqualTo(CheckStatus.L7TOUT);
      redis.resume();
      await().atMost(PATIENCE).until(() -> check.current().health().isUp());
      redis.kill();
      await().atMost(PATIENCE).until(() -> !check.current().health().isUp());
      await().atMost(PATIENCE).until(() -> lastStatus(check) == CheckStatus.L4CON);
      assertThat(check.current().timesDown()).isEqualTo(2);
    }
  }

  private static CheckStatus lastStatus(ServerCheck check) {
    return check.current().last().orElseThrow().status();
  }

  private ServerCheck checkingOften(RedisProcess redis) {
    CheckPlan plan =
        new CheckPlan(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), redis.port()),
            CheckScript.login(Optional.empty(), Optional.empty()),
            CheckSettings.every(Duration.ofMillis(300)),
            "redis",
            "Master");
    return new ServerCheck(
        Server.MASTER, bench.part(), bench.transport(), bench.loop(), () -> plan, server -> {});
  }

  private CheckResult check(
      RedisProcess redis, Duration interval, Optional<String> user, Optional<String> password) {
    return bench.check(redis.port(), CheckScript.login(user, password), interval);
  }
}
