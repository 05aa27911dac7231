package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.testsupport.ChildJvm;
import io.redisfailover.testsupport.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisException;

/** What a person does on the command line to a process that runs, in front of real servers. */
@Timeout(240)
@SuppressWarnings("NullAway.Init")
class OperationsIT {
  private static final String[] PARKED = {"--replicaof", "127.0.0.1", "1"};
  private static final String TOKEN = "a-token-of-the-test";

  @TempDir Path folder;
  private Servers servers;
  private int clients;
  private int control;

  @BeforeEach
  void choosePorts() throws Exception {
    servers = new Servers(folder);
    clients = FreePort.find();
    control = FreePort.find();
    Files.writeString(folder.resolve("token"), TOKEN + "\n");
  }

  @AfterEach
  void stopServers() throws Exception {
    servers.close();
  }

  /** A command of a person, and what it printed. */
  private record Command(int exitCode, String out, String err) {}

  @Test
  void switchesThereAndBackUnderAClientAndLosesNothing() throws Exception {
    int master = servers.start(PARKED);
    int backup = servers.start(PARKED);
    Path file = write("lead.yaml", master, backup, "failover: {failback: {policy: Manual}}");
    try (ChildJvm process = start(file);
        KeyWriter writer = new KeyWriter(clients)) {
      awaitSettled(process, file, "Master");

      Command there = run(file, "--switchover", "Backup");
      assertThat(there.out()).matches("Backup is active in line \\d+ \\(Backup\\)\n");
      assertThat(there.exitCode()).isZero();
      assertThat(Servers.info(backup, "role")).isEqualTo("master");
      writer.awaitMore();
      awaitSettled(process, file, "Backup");

      Command back = run(file, "--switchover", "Master");
      assertThat(back.out()).matches("Master is active in line \\d+ \\(Master\\)\n");
      assertThat(back.exitCode()).isZero();
      writer.awaitMore();
      awaitSettled(process, file, "Master");
      assertThat(writer.stop())
          .hasSizeGreaterThan(2)
          .allSatisfy(key -> assertThat(Servers.call(master, "EXISTS", key)).isEqualTo("1"));
      assertThat(Servers.info(master, "sync_full")).isEqualTo("1");
      assertThat(process.errors()).doesNotContain(TOKEN);
    }
  }

  @Tag("quick")
  @Test
  void takesTheAnswerToAQuestionAndBringsTheLoserBack() throws Exception {
    int master = servers.start();
    int backup = servers.start();
    Servers.call(master, "SET", "mine", "1");
    Servers.call(backup, "SET", "other", "2");
    Path file = write("lead.yaml", master, backup, "");
    try (ChildJvm process = start(file)) {
      await().until(() -> run(file, "--status").out().contains("phase    Blocked"));
      assertThat(run(file, "--status").out())
          .contains(
              "both servers are masters with data of their own (1 key on Master, 1 key on Backup)")
          .contains("answer   with --promote Master or --promote Backup");

      Command answer = run(file, "--promote", "Backup");

      assertThat(answer.exitCode()).as(answer.toString()).isZero();
      assertThat(answer.out())
          .contains("The question: both servers are masters with data of their own")
          .contains("the other's data are given up")
          .containsPattern("\nBackup is active in line \\d+ \\(Backup\\)\n$");
      await().until(() -> Servers.call(master, "GET", "other").equals("2"));
      assertThat(Servers.call(master, "EXISTS", "mine")).isEqualTo("0");
      assertThat(Servers.info(master, "role")).isEqualTo("slave");
      assertThat(Servers.call(clients, "GET", "other")).isEqualTo("2");
      assertThat(process.errors()).contains("answered: Backup goes on");
    }
  }

  @Test
  void refusesWhatCannotBeHadWithTheSentenceWhy() throws Exception {
    int master = servers.start(PARKED);
    int backup = servers.start(PARKED);
    Path file = write("lead.yaml", master, backup, "");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file, "Master");

      Command answer = run(file, "--promote", "Backup");
      assertThat(answer.exitCode()).isEqualTo(1);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err())
          .startsWith("there is no question to answer; at present: Master is active in line ");
      assertThat(run(file, "--switchover", "Master"))
          .isEqualTo(new Command(1, "", "Master is active already\n"));

      Files.writeString(folder.resolve("other-token"), "a-second-word\n");
      Path other =
          Files.writeString(
              folder.resolve("other.yaml"),
              Files.readString(file).replace("tokenFile: token", "tokenFile: other-token"));
      Command stranger = run(other, "--switchover", "Backup");
      assertThat(stranger.exitCode()).isEqualTo(1);
      assertThat(stranger.err()).contains("does not take the token of control.tokenFile");
      assertThat(Servers.info(master, "role")).isEqualTo("master");
      assertThat(process.errors()).doesNotContain(TOKEN, "a-second-word");
    }
  }

  @Test
  void takesARotatedTokenWithoutARestart() throws Exception {
    int master = servers.start(PARKED);
    int backup = servers.start(PARKED);
    Path file = write("lead.yaml", master, backup, "failover: {failback: {policy: Manual}}");
    Files.writeString(folder.resolve("old-token"), TOKEN);
    Path old =
        Files.writeString(
            folder.resolve("old.yaml"),
            Files.readString(file).replace("tokenFile: token", "tokenFile: old-token"));
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file, "Master");
      Files.writeString(folder.resolve("token"), "a-rotated-word\n");

      Command switched = run(file, "--switchover", "Backup");
      assertThat(switched.exitCode()).as(switched.err()).isZero();
      awaitSettled(process, file, "Backup");
      assertThat(run(old, "--status").err()).contains("does not take the token");
      assertThat(process.errors()).doesNotContain(TOKEN, "a-rotated-word");
    }
  }

  @Test
  void saysThatASwitchWillBeTakenBackByItself() throws Exception {
    int master = servers.start(PARKED);
    int backup = servers.start(PARKED);
    Path file = write("lead.yaml", master, backup, "");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file, "Master");
      assertThat(run(file, "--switchover", "Backup").out())
          .as(process.errors())
          .contains("It goes back to Master by itself, as failover.failback says.");
    }
  }

  @Test
  void isAnsweredByTheProcessThatLeadsOnly() throws Exception {
    int master = servers.start(PARKED);
    int backup = servers.start(PARKED);
    Path file = write("follow.yaml", master, backup, "controller: off");
    try (ChildJvm process = start(file)) {
      await().until(() -> run(file, "--status").err().contains("The controller is off"));
      assertThat(run(file, "--switchover", "Backup"))
          .as(process.errors())
          .isEqualTo(
              new Command(
                  1,
                  "",
                  "The controller is off in this process. Ask the process with `controller:"
                      + " on`.\n"));
    }
  }

  private static void awaitSettled(ChildJvm process, Path file, String active) {
    await()
        .untilAsserted(() -> {
          Command answer = run(file, "--status", "--json");
          JsonNode status = new ObjectMapper().readTree(answer.out());
          assertThat(status.path("phase").asText())
              .as("%s%n%s", answer, process.errors())
              .isEqualTo("Running");
          assertThat(status.path("active").asText()).isEqualTo(active);
          assertThat(status.path("epoch").path("server").asText()).isEqualTo(active);
          assertThat(status.path("servers").path(0).path("name").asText()).isEqualTo("Master");
          assertThat(status.path("message").asText()).endsWith(" is in sync");
        });
  }

  private Path write(String name, int master, int backup, String more) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        """
        servers:
          master: {host: 127.0.0.1, port: %d}
          backup: {host: 127.0.0.1, port: %d}
        listen: {address: 127.0.0.1, port: %d}
        stats: {address: 127.0.0.1, port: 0}
        timeouts: {drain: 0s}
        control: {port: %d, tokenFile: token}
        %s
        """
            .formatted(master, backup, clients, control, more));
  }

  private ChildJvm start(Path file) throws Exception {
    return ChildJvm.start(folder, Main.class, "--config", file.toString());
  }

  private static Command run(Path file, String... request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        new Main(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(
                Stream.concat(Stream.of("--config", file.toString()), Arrays.stream(request))
                    .toList());
    return new Command(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(JedisException.class);
  }
}
