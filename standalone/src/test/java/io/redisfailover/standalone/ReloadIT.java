package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testbed.installation.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that takes another file while it runs, in front of real servers. {@code
 * -Dreload.seconds} sets how long it is reloaded each second; 300 are what a release is tried with.
 */
@Timeout(600)
@SuppressWarnings("NullAway.Init")
class ReloadIT {
  private static final String TOKEN = "a-token-of-the-test";
  private static final int SESSIONS = Integer.getInteger("reload.sessions", 1000);
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("reload.seconds", 30));

  @TempDir Path folder;
  private StartedServers servers;
  private RedisProcess master;
  private RedisProcess backup;
  private int clients;
  private int statistics;
  private String fixed;

  @BeforeEach
  void choosePorts() throws Exception {
    servers = new StartedServers();
    clients = FreePort.find();
    statistics = FreePort.find();
    master = servers.startParked();
    backup = servers.startParked();
    Files.writeString(folder.resolve("token"), TOKEN + "\n");
    fixed =
        """
        servers:
          master: {host: 127.0.0.1, port: %d}
          backup: {host: 127.0.0.1, port: %d}
        control: {port: %d, tokenFile: token}
        listen: {address: 127.0.0.1, port: %d}
        """
            .formatted(master.port(), backup.port(), FreePort.find(), clients);
  }

  @AfterEach
  void stopServers() throws Exception {
    servers.close();
  }

  @Test
  void losesNoSessionAndNoDescriptorHoweverOftenItIsReloaded() throws Exception {
    Path file = write("", "");
    List<RespClient> sessions = new ArrayList<>();
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file);
      for (int i = 0; i < SESSIONS; i++) {
        sessions.add(new RespClient(ClientTarget.at(clients)));
        assertThat(sessions.getLast().call("SET", "key" + i, "0")).isEqualTo("OK");
      }
      long descriptors = descriptors(process);
      long end = System.nanoTime() + LENGTH.toNanos();
      int rounds = 0;
      while (System.nanoTime() < end) {
        long next = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        rounds++;
        write(
            "hold: {timeout: %ds}\ncheck: {interval: %dms}\nmaxServerConnections: %d"
                .formatted(5 + rounds % 5, 1000 + rounds % 7, SESSIONS + 50 + rounds),
            "refresh: %ds".formatted(10 + rounds % 9));
        process.signal("HUP");
        for (int i = 0; i < SESSIONS; i++) {
          assertThat(sessions.get(i).call("INCR", "key" + i)).isEqualTo(Integer.toString(rounds));
        }
        Awaitility.await().until(() -> System.nanoTime() > next);
      }
      String last = "maxServerConnections: " + (SESSIONS + 50 + rounds);
      assertThat(Files.readString(file)).contains(last);
      int reloads = rounds;
      await().until(() -> process.errors().split("was applied: ", -1).length > reloads);
      assertThat(descriptors(process)).isLessThanOrEqualTo(descriptors + 10);
      String page = get("/;json", "").body();
      assertThat(page).contains("\"serverConnectionLimit\" : " + (SESSIONS + 50 + rounds));
      assertThat(page).contains("\"sessions\" : " + SESSIONS + ",");
      for (RespClient session : sessions) {
        assertThat(session.call("PING")).isEqualTo("PONG");
      }
      assertThat(process.errors()).doesNotContain("ERROR", TOKEN);
    } finally {
      sessions.forEach(RespClient::close);
    }
  }

  @Test
  void refusesAFileWithAMistakeWholeAndSaysSoOnThePage() throws Exception {
    Path file = write("maxConnectionsPerAddress: 50", "");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file);
      write("maxConnectionsPerAddress: 60\nhold: {timeout: never}", "");
      Command refused = run(file, "--reload");
      assertThat(refused.exitCode()).isEqualTo(2);
      process.signal("HUP");
      await().untilAsserted(() -> assertThat(get("/", "").body()).contains("hold.timeout"));
      assertThat(process.errors())
          .contains("is not applied, and what runs goes on", "hold.timeout");

      write("maxConnectionsPerAddress: 60", "");
      Command applied = run(file, "--reload");
      assertThat(applied.out()).contains("was applied: maxConnectionsPerAddress.");
      assertThat(get("/", "").body()).doesNotContain("is not applied");
    }
  }

  @Test
  void namesWhatNeedsARestartAndTakesTheRest() throws Exception {
    Path file = write("name: one", "");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file);
      write(
          "name: other\nfailover: {failback: {policy: Manual}}",
          "auth: {username: admin, password: a-word-of-the-page}");
      Command applied = run(file, "--reload");
      assertThat(applied.err()).isEmpty();
      assertThat(applied.out())
          .contains(
              "was applied: stats.auth, failover.failback.policy; a restart is needed for name.");
      assertThat(get("/", "").statusCode()).isEqualTo(401);
      HttpResponse<String> page = get("/", "Basic YWRtaW46YS13b3JkLW9mLXRoZS1wYWdl");
      assertThat(page.body()).contains("differs from what runs in name; restart the process");
      awaitSettled(process, file);
      assertThat(process.errors()).doesNotContain("a-word-of-the-page");
    }
  }

  @Test
  void followsTheFileByItselfWhereThatIsAskedFor() throws Exception {
    Path file = write("reloadOnChange: on", "");
    try (ChildJvm process = start(file)) {
      awaitSettled(process, file);
      write("reloadOnChange: on\naccessLog: {format: off}", "");
      await().until(() -> process.errors().contains("was applied: accessLog.format."));
    }
  }

  @Test
  void followsTheSyslogServerOfAnImportedFileThatOnlyRoutesAndKeepsItsSessions() throws Exception {
    try (LogReceiver first = new LogReceiver();
        LogReceiver second = new LogReceiver()) {
      Path file = writeImported(first, 3);
      try (ChildJvm process =
              ChildJvm.start(
                  folder, StandaloneMain.class, "--haproxy-cfg", file.toString(), "--route-only");
          RespClient session = session(process)) {
        awaitSession(first);

        writeImported(second, 2);
        process.signal("HUP");
        await()
            .untilAsserted(() ->
                assertThat(process.errors()).contains("check.fall, accessLog.syslog.address."));
        assertThat(session.call("PING")).isEqualTo("PONG");
        assertThat(StartedServers.ask(clients, "PING")).isEqualTo("PONG");
        awaitSession(second);

        Files.writeString(file, Files.readString(file).replace("inter 500ms", "inter never"));
        process.signal("HUP");
        await()
            .untilAsserted(() ->
                assertThat(process.errors()).contains("is not applied, and what runs goes on"));
        assertThat(session.call("PING")).isEqualTo("PONG");
      }
    }
  }

  private RespClient session(ChildJvm process) {
    await()
        .untilAsserted(() ->
            assertThat(StartedServers.ask(clients, "PING")).as(process.errors()).isEqualTo("PONG"));
    return new RespClient(ClientTarget.at(clients));
  }

  /** Lines about the servers may come before that of a session. */
  private static void awaitSession(LogReceiver syslog) {
    await()
        .untilAsserted(() ->
            assertThat(syslog.lines()).anyMatch(line -> line.contains(" redis redis/Master ")));
  }

  private Path writeImported(LogReceiver syslog, int fall) throws IOException {
    return Files.writeString(
        folder.resolve("haproxy.cfg"),
        """
        global
          log 127.0.0.1:%d local0
        defaults
          mode tcp
          log global
          option tcplog
          timeout connect 2s
          timeout client 60s
          timeout server 60s
        listen redis
          bind 127.0.0.1:%d
          option tcp-check
          tcp-check send PING\\r\\n
          tcp-check expect string +PONG
          default-server check inter 500ms fall %d
          server one 127.0.0.1:%d
          server two 127.0.0.1:%d backup
        """
            .formatted(syslog.port(), clients, fall, master.port(), backup.port()));
  }

  /** A command of an administrator, and what it printed. */
  private record Command(int exitCode, String out, String err) {}

  private static Command run(Path file, String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        new StandaloneMain(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(
                Stream.concat(Stream.of("--config", file.toString()), Stream.of(command)).toList());
    return new Command(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path write(String more, String stats) throws IOException {
    String page =
        "stats: {address: 127.0.0.1, port: %d%s}\n"
            .formatted(statistics, stats.isEmpty() ? "" : ", " + stats);
    return Files.writeString(folder.resolve("standalone.yaml"), fixed + page + more + "\n");
  }

  private ChildJvm start(Path file) throws Exception {
    return ChildJvm.start(folder, StandaloneMain.class, "--config", file.toString());
  }

  private void awaitSettled(ChildJvm process, Path file) {
    await()
        .untilAsserted(() ->
            assertThat(run(file, "--status").out())
                .as(process.errors())
                .contains("phase    Running"));
  }

  private static long descriptors(ChildJvm process) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return open.count();
    }
  }

  private HttpResponse<String> get(String path, String login) throws Exception {
    URI page =
        URI.create(
            "http://"
                + InetAddress.getLoopbackAddress().getHostAddress()
                + ":"
                + statistics
                + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5));
    if (!login.isEmpty()) {
      request.header("Authorization", login);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
  }
}
