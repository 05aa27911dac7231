package io.redisfailover.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.proxy.check.CheckScript;
import io.redisfailover.proxy.config.Checks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckStepsTest {
  private static final String SERVERS =
      "servers: {master: {host: 10.0.0.1}, backup: {host: 10.0.0.2}}\n";

  @Test
  void logsInWhereTheStepsSaySoWithTheLoginOfTheMoment() throws Exception {
    Checks checks = checks("check: {steps: [connect, auth, 'send PING\\r\\n']}");
    RedisCredentials credentials = new RedisCredentials(Optional.of("user"), "word");
    CheckScript usual = CheckScript.login(Optional.of("user"), Optional.of("word"));

    assertThat(checks.scriptWith(Optional.of(credentials)).steps())
        .isEqualTo(usual.steps().subList(0, 3));
    assertThat(checks.scriptWith(Optional.empty()).steps()).hasSize(2);
  }

  @Test
  void asksAtOtherIntervalsWhileAServerIsDownOrChanges() throws Exception {
    Checks checks =
        checks("check: {interval: 3s, fastInterval: 1s, downInterval: 5s, timeout: 2s}");

    assertThat(checks.settings().fastInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(checks.settings().downInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(checks.settings().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(checks("check: {interval: 3s}").settings().downInterval())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void refusesALoginThatNothingSets() {
    assertThatThrownBy(() ->
            ConfigFile.parse(
                Path.of("x.yaml"), SERVERS + "check: {steps: [auth]}", (config, problems) -> {}))
        .hasMessage("x.yaml:2:17: check.steps[0]: Nothing is set under auth; set the login there.");
  }

  private static Checks checks(String more) throws Exception {
    return CheckSteps.of(
        ConfigFile.parse(
            Path.of("x.yaml"),
            SERVERS + "auth: {username: user, password: word}\n" + more,
            (config, problems) -> {}));
  }
}
