package io.redisfailover.configuration.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveKeysTest {
  private static final String SERVERS =
      "servers: {master: {host: 127.0.0.1, port: 7001}, backup: {host: 127.0.0.1, port: 7002}}\n";

  @TempDir Path folder;
  private ProcessConfig running;

  @BeforeEach
  void runs() throws Exception {
    running = read("");
  }

  @Test
  void takesTheKeysThatARunningProcessTakes() throws Exception {
    LiveKeys<ProcessConfig> keys =
        LiveKeys.between(
            running,
            read(
                "hold: {timeout: 3s}\ncheck: {interval: 4s, steps: [send PING]}\nmaxConnections: 15000"));

    assertThat(keys.applied())
        .containsExactly("hold.timeout", "maxConnections", "check.interval", "check.steps");
    assertThat(keys.waiting()).isEmpty();
    assertThat(keys.running().hold().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(keys.running().check().steps()).containsExactly("send PING");
  }

  @Test
  void leavesAsTheyAreThoseThatNeedARestartAndNamesThem() throws Exception {
    LiveKeys<ProcessConfig> keys =
        LiveKeys.between(
            running,
            read("listen: {port: 7000}\nname: other\ntimeouts: {keepAlive: 9m, client: 8s}"));

    assertThat(keys.waiting()).containsExactly("name", "listen.port", "timeouts.keepAlive");
    assertThat(keys.applied()).containsExactly("timeouts.client");
    assertThat(keys.running().listen()).isEqualTo(running.listen());
    assertThat(keys.running().timeouts().keepAlive()).isEqualTo(running.timeouts().keepAlive());
    assertThat(keys.running().timeouts().client()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void takesASectionThatWasAbsentBeforeOnlyWhereAllOfItIsTaken() throws Exception {
    LiveKeys<ProcessConfig> keys =
        LiveKeys.between(
            running,
            read("auth: {password: word}\nstats: {auth: {username: admin, password: word}}"));

    assertThat(keys.applied()).containsExactly("stats.auth");
    assertThat(keys.waiting()).containsExactly("auth");
    assertThat(keys.running().auth()).isEmpty();
    assertThat(keys.running().stats().auth()).isPresent();
  }

  /** What waits for a restart can be what the rest needs. */
  @Test
  void knowsWhatDoesNotFitWithoutTheKeysThatWait() throws Exception {
    LiveKeys<ProcessConfig> keys =
        LiveKeys.between(
            running, read("auth: {password: word}\ncheck: {steps: [auth, send PING]}"));

    assertThat(keys.waiting()).containsExactly("auth");
    assertThat(ConfigFile.misfits(keys.running()))
        .singleElement()
        .asString()
        .contains("check.steps");
    assertThat(ConfigFile.misfits(running)).isEmpty();
  }

  @Test
  void changesNothingOfAFileThatSaysTheSame() throws Exception {
    assertThat(LiveKeys.between(running, read("maxConnections: 20000")))
        .isEqualTo(new LiveKeys<>(running, List.of(), List.of()));
  }

  private ProcessConfig read(String more) throws Exception {
    return ConfigFile.read(
        Files.writeString(folder.resolve("standalone.yaml"), SERVERS + more + "\n"));
  }
}
