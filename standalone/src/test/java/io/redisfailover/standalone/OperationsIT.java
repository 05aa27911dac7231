package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.realredis.client.WriteAudit;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testbed.installation.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an administrator does on the command line to a process that runs, in front of real servers.
 */
@Timeout(240)
@SuppressWarnings("NullAway.Init")
class OperationsIT {
  private static final String TOKEN = "a-token-of-the-test";

  @TempDir Path folder;
  private StartedServers servers;
  private int clients;
  private int control;
  private int statistics;

  @BeforeEach
  void choosePorts() throws Exception {
    servers = new StartedServers();
    clients = FreePort.find();
    control = FreePort.find();
    statistics = FreePort.find();
    Files.writeString(folder.resolve("token"), TOKEN + "\n");
  }

  @AfterEach
  void stopServers() throws Exception {
    servers.close();
  }

  /** A command of an administrator, and what it printed. */
  private record Command(int exitCode, String out, String err) {}

  @Test
  void switchesThereAndBackUnderAClientAndLosesNothing() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    Path file = write("lead.yaml", master, backup, "failover: {failback: {policy: Manual}}");
    try (ChildJvm process = start(file);
        Workload writer =
            new Workload()
                .start("w", 1, ClientLibrary.JEDIS, ClientPacing.IMMEDIATE, clientAddress())) {
      awaitSettled(process, file, "Master");

      Command there = run(file, "--switchover", "Backup");
      assertThat(there.out()).isEqualTo("Switchover to Backup completed.\n");
      assertThat(there.exitCode()).isZero();
      assertThat(backup.info("role")).isEqualTo("master");
      awaitMore(writer);
      awaitSettled(process, file, "Backup");

      Command back = run(file, "--switchover", "Master");
      assertThat(back.out()).isEqualTo("Switchover to Master completed.\n");
      assertThat(back.exitCode()).isZero();
      awaitMore(writer);
      awaitSettled(process, file, "Master");
      writer.stop();
      WriteAudit audit = WriteAudit.read(writer.journals(), ClientTarget.at(master.address()));
      assertThat(audit.acknowledged()).isGreaterThan(2);
      assertThat(audit.lost()).isEmpty();
      assertThat(audit.countersShort() + audit.appendsLost()).isZero();
      assertThat(master.info("sync_full")).isEqualTo("1");
      assertThat(process.errors()).doesNotContain(TOKEN);
    }
  }

  @Tag("quick")
  @Test
  void takesTheAnswerToAQuestionAndBringsTheLoserBack() throws Exception {
    RedisProcess master = servers.start();
    RedisProcess backup = servers.start();
    master.ask("SET", "mine", "1");
    backup.ask("SET", "other", "2");
    Path file = write("lead.yaml", master, backup, "");
    try (ChildJvm process = start(file)) {
      await().until(() -> run(file, "--status").out().contains("phase    Blocked"));
      assertThat(run(file, "--status").out())
          .contains("Both servers accepted writes (Master holds 1 key, Backup 1 key)")
          .contains("choose with keep-data-of")
          .contains("decide   as the message says; ");
      assertThat(page()).contains("<span>Decision required: both servers accepted writes");

      Command answer = run(file, "--keep-data-of", "Backup");

      assertThat(answer.exitCode()).as(answer.toString()).isZero();
      assertThat(answer.out())
          .contains("Decision required: both servers accepted writes")
          .contains("the data of the other server is discarded")
          .containsPattern(
              "\nThe data of Backup is kept, and Backup is active in epoch \\d+\\.\n$");
      await().until(() -> master.ask("GET", "other").equals("2"));
      assertThat(master.ask("EXISTS", "mine")).isEqualTo("0");
      assertThat(master.info("role")).isEqualTo("slave");
      assertThat(StartedServers.ask(clients, "GET", "other")).isEqualTo("2");
      assertThat(process.errors()).contains("Received the decision to keep the data of Backup");
    }
  }

  @Test
  void refusesWhatCannotBeHadWithTheSentenceWhy() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    Path file = write("lead.yaml", master, backup, "");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file, "Master");

      Command answer = run(file, "--keep-data-of", "Backup");
      assertThat(answer.exitCode()).isEqualTo(1);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).startsWith("No decision is required: ");
      assertThat(run(file, "--switchover", "Master"))
          .isEqualTo(new Command(1, "", "No switchover to Master: Master is already active.\n"));

      Files.writeString(folder.resolve("other-token"), "a-second-word\n");
      Path other =
          Files.writeString(
              folder.resolve("other.yaml"),
              Files.readString(file).replace("tokenFile: token", "tokenFile: other-token"));
      Command stranger = run(other, "--switchover", "Backup");
      assertThat(stranger.exitCode()).isEqualTo(1);
      assertThat(stranger.err()).contains("rejected the token of control.tokenFile");
      assertThat(master.info("role")).isEqualTo("master");
      assertThat(process.errors()).doesNotContain(TOKEN, "a-second-word");
    }
  }

  @Test
  void takesARotatedTokenWithoutARestart() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
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
      assertThat(run(old, "--status").err()).contains("rejected the token");
      assertThat(process.errors()).doesNotContain(TOKEN, "a-rotated-word");
    }
  }

  @Test
  void saysThatASwitchWillBeTakenBackByItself() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    Path file = write("lead.yaml", master, backup, "");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file, "Master");
      assertThat(run(file, "--switchover", "Backup").out())
          .as(process.errors())
          .contains("The controller switches back to Master after failover.failback.delay");
    }
  }

  @Test
  void isAnsweredByTheProcessThatLeadsOnly() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    Path file = write("follow.yaml", master, backup, "controller: off");
    try (ChildJvm process = start(file)) {
      await().until(() -> run(file, "--status").err().contains("The controller is off"));
      assertThat(run(file, "--switchover", "Backup"))
          .as(process.errors())
          .isEqualTo(
              new Command(
                  1,
                  "",
                  "The controller is off in this process; ask the process with `controller:"
                      + " on`.\n"));
    }
  }

  @Test
  void movesNoDataToAServerThatCannotHoldThem() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    Path file =
        write("lead.yaml", master, backup, "failover: {failback: {policy: Automatic, delay: 0s}}");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file, "Master");
      master.ask("SET", "large", "x".repeat(3 << 20));
      awaitSettled(process, file, "Master");
      backup.ask("CONFIG", "SET", "maxmemory", "2mb");

      Command refused = run(file, "--switchover", "Backup");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith(
              "No switchover to Backup: Backup may use 2 MiB (maxmemory), and the data of Master"
                  + " needs ")
          .endsWith("keys would be evicted, or writes refused; raise maxmemory of Backup.\n");
      // Who asked is told at once; the next decision shows what was read.
      await()
          .untilAsserted(() ->
              assertThat(run(file, "--status").out())
                  .contains("maxmemory of Master is 0, of Backup 2097152"));

      backup.ask("CONFIG", "SET", "maxmemory", "0");
      master.ask("CONFIG", "SET", "maxmemory", "2mb");
      assertThat(run(file, "--switchover", "Backup").out()).contains("completed");
      await()
          .until(() ->
              run(file, "--status")
                  .out()
                  .contains("Backup serves clients; Master may use 2 MiB (maxmemory)"));
      assertThat(run(file, "--status").out()).contains("phase    Running");

      master.ask("CONFIG", "SET", "maxmemory", "0");
      assertThat(run(file, "--switchover", "Master").out()).contains("completed");
      assertThat(master.ask("STRLEN", "large")).isEqualTo(Integer.toString(3 << 20));
    }
  }

  @Test
  void saysThatTheActiveServerHasNoMemoryLeft() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    Path file = write("lead.yaml", master, backup, "");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file, "Master");
      master.ask("SET", "large", "x".repeat(3 << 20));
      awaitSettled(process, file, "Master");
    }
    for (RedisProcess server : List.of(master, backup)) {
      server.ask("CONFIG", "SET", "maxmemory", "2mb");
    }
    try (ChildJvm process = start(file)) {
      await()
          .untilAsserted(() ->
              assertThat(run(file, "--status").out())
                  .contains("problem  Master refuses writes that need memory: it may use 2 MiB")
                  .doesNotContain("problem  Backup"));
      assertThat(process.errors()).contains("Routing clients").doesNotContain("Promoted");
    }
  }

  private InetSocketAddress clientAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), clients);
  }

  private String page() throws Exception {
    URI page = URI.create("http://127.0.0.1:" + statistics + "/");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static void awaitMore(Workload writer) {
    long now = writer.acknowledged();
    await().until(() -> writer.acknowledged() > now);
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

  private Path write(String name, RedisProcess master, RedisProcess backup, String more)
      throws Exception {
    return Files.writeString(
        folder.resolve(name),
        """
        servers:
          master: {host: 127.0.0.1, port: %d}
          backup: {host: 127.0.0.1, port: %d}
        listen: {address: 127.0.0.1, port: %d}
        stats: {address: 127.0.0.1, port: %d}
        timeouts: {drain: 0s}
        control: {port: %d, tokenFile: token}
        %s
        """
            .formatted(master.port(), backup.port(), clients, statistics, control, more));
  }

  private ChildJvm start(Path file) throws Exception {
    return ChildJvm.start(folder, StandaloneMain.class, "--config", file.toString());
  }

  private static Command run(Path file, String... request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        new StandaloneMain(
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
        .ignoreExceptionsInstanceOf(UncheckedIOException.class);
  }
}
