package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testbed.installation.ChildJvm;
import java.io.IOException;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The usual haproxy.cfg for Redis, run by this process in front of real servers. */
@Timeout(240)
class HaproxyCfgIT {
  private static final Path SEED =
      Path.of(
          "../configuration/src/test/resources/io/redisfailover/configuration/haproxy/seed.cfg");

  @TempDir Path folder;
  private StartedServers servers;
  private int clients;
  private int page;

  @BeforeEach
  void choosePorts() throws Exception {
    servers = new StartedServers();
    clients = FreePort.find();
    page = FreePort.find();
  }

  @AfterEach
  void stopServers() {
    servers.close();
  }

  @Tag("quick")
  @Test
  void failsOverAndBackAndLosesNothing() throws Exception {
    RedisProcess master = server();
    RedisProcess backup = replica(master);

    try (ChildJvm process = start(seed(master.port(), backup.port()))) {
      await().untilAsserted(() -> assertThat(ask("SET", "before", "1")).isEqualTo("OK"));
      assertThat(call(master, "GET", "before")).isEqualTo("1");
      assertThat(said(process))
          .contains("in Promote, because --route-only is not set")
          .contains("HAProxy with this file loses the writes of an outage")
          .doesNotContain("adminpassword");
      assertThat(status("admin:adminpassword")).isEqualTo(200);
      assertThat(status("admin:wrong")).isEqualTo(401);
      await().until(() -> said(process).contains("Backup is in sync"));

      master.kill();
      await().untilAsserted(() -> assertThat(ask("SET", "outage", "2")).isEqualTo("OK"));
      assertThat(call(backup, "GET", "outage")).isEqualTo("2");

      master.launch();
      await()
          .untilAsserted(() ->
              assertThat(call(master, "INFO", "replication"))
                  .contains("role:master", "connected_slaves:1"));
      assertThat(call(master, "GET", "outage")).isEqualTo("2");
      await().untilAsserted(() -> assertThat(ask("SET", "after", "3")).isEqualTo("OK"));
      assertThat(call(master, "GET", "after")).isEqualTo("3");
    }
  }

  @Test
  void isAskedWithTheFileThatItRuns() throws Exception {
    RedisProcess master = server();
    RedisProcess backup = replica(master);
    String text = seed(master.port(), backup.port());
    assertThat(asked("--status")).contains("No process runs");

    try (ChildJvm process = start(text)) {
      await().until(() -> said(process).contains("Backup is in sync"));
      assertThat(asked("--status")).contains("active   Master", "epoch    1");
      assertThat(asked("--status", "--json")).contains("\"epoch\"");
      assertThat(asked("--keep-data-of", "Master")).contains("No decision is required");
      assertThat(asked("--switchover", "Backup"))
          .contains("Switchover to Backup completed", "switches back to Master");
      assertThat(call(backup, "INFO", "replication")).contains("role:master");
      process.signal("TERM");
      assertThat(process.await()).isIn(0, 143);
    }
    assertThat(folder.resolve("haproxy.cfg.control")).doesNotExist();
  }

  private String asked(String... question) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("--haproxy-cfg", folder.resolve("haproxy.cfg").toString()));
    arguments.addAll(List.of(question));
    try (ChildJvm command =
        ChildJvm.start(folder, StandaloneMain.class, arguments.toArray(String[]::new))) {
      assertThat(command.await()).isIn(0, 1);
      return said(command);
    }
  }

  @Test
  void goesBackAtOnceWhenItOnlyRoutesAsHaproxyDoes() throws Exception {
    RedisProcess master = server();
    RedisProcess backup = replica(master);

    try (ChildJvm process = start(seed(master.port(), backup.port()), "--route-only")) {
      await().untilAsserted(() -> assertThat(ask("SET", "where", "master")).isEqualTo("OK"));
      assertThat(said(process)).contains("in RouteOnly, because --route-only is set");
      master.kill();
      await().untilAsserted(() -> assertThat(ask("SET", "where", "backup")).isEqualTo("OK"));
      assertThat(call(backup, "GET", "where")).isEqualTo("backup");
      assertThat(call(backup, "INFO", "replication")).contains("role:slave");

      master.launch();
      await().untilAsserted(() -> assertThat(ask("INFO", "replication")).contains("role:master"));
    }
  }

  @Test
  void takesThePrimaryOnlyWithTheLinesThatAreCommentedOut() throws Exception {
    RedisProcess master = server();
    RedisProcess backup = replica(master);
    String text = seed(backup.port(), master.port()).replace("# tcp-check", "tcp-check");

    try (ChildJvm process = start(text, "--route-only")) {
      await().untilAsserted(() -> assertThat(ask("INFO", "replication")).contains("role:master"));
      assertThat(said(process)).doesNotContain("ERROR");
    }
  }

  @Test
  void startsWhateverItsServersAnswerWhenItOnlyRoutes() throws Exception {
    try (DenyingServer denying = new DenyingServer();
        ChildJvm process = start(seed(denying.port(), FreePort.find()), "--route-only")) {
      await()
          .untilAsserted(() ->
              assertThat(get("/;csv", "admin:adminpassword").body())
                  .contains("Master")
                  .contains("DOWN")
                  .doesNotContain(",UP,"));
      assertThat(said(process)).doesNotContain("auth:");
    }
  }

  @Test
  void refusesToStartWithoutTheRightsThatPromoteNeedsAndNamesAllThatItTakes() throws Exception {
    RedisProcess master = server();
    RedisProcess backup = replica(master);
    for (RedisProcess each : List.of(master, backup)) {
      call(each, "ACL", "SETUSER", "checks", "on", ">word", "-@all", "+ping", "+info");
    }
    String before = call(backup, "CONFIG", "GET", "repl*");
    String text =
        seed(master.port(), backup.port()).replace("AUTH\\ password", "AUTH\\ checks\\ word");

    String rules =
        "+replicaof +client|setname +client|id +client|list +client|kill +function|list"
            + " +function|load +function|delete +config|get +config|set";
    try (ChildJvm process = start(text)) {
      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors())
          .contains("the user checks of Master (127.0.0.1:" + master.port() + ")")
          .contains("run `ACL SETUSER checks " + rules + "` on both servers");
    }
    assertThat(call(backup, "CONFIG", "GET", "repl*")).isEqualTo(before);
    assertThat(call(backup, "INFO", "replication")).contains("role:slave", "link_status:up");
    assertThat(call(master, "INFO", "replication")).contains("role:master", "connected_slaves:1");

    for (RedisProcess each : List.of(master, backup)) {
      call(each, ("ACL SETUSER checks " + rules).split(" "));
    }
    try (ChildJvm process = start(text)) {
      await().untilAsserted(() -> assertThat(ask("SET", "key", "1")).isEqualTo("OK"));
      assertThat(said(process)).doesNotContain("CONFIG");
    }
  }

  @Test
  void convertsToAFileThatRunsTheSame() throws Exception {
    RedisProcess master = server();
    RedisProcess backup = replica(master);
    Path file = write(seed(master.port(), backup.port()));
    Path into = folder.resolve("converted");
    try (ChildJvm conversion =
        ChildJvm.start(
            folder, StandaloneMain.class, "convert", file.toString(), "--into", into.toString())) {
      assertThat(conversion.await()).isZero();
    }

    try (ChildJvm process =
        ChildJvm.start(
            folder, StandaloneMain.class, "--config", into.resolve("ft-redis.yaml").toString())) {
      await().untilAsserted(() -> assertThat(ask("SET", "key", "1")).isEqualTo("OK"));
      assertThat(status("admin:adminpassword")).isEqualTo(200);
      assertThat(said(process)).doesNotContain("ERROR");
    }
  }

  private RedisProcess server(String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--requirepass",
                "password",
                "--masterauth",
                "password",
                "--replica-read-only",
                "no",
                "--appendonly",
                "yes"));
    options.addAll(List.of(more));
    return servers.start(options.toArray(String[]::new));
  }

  private RedisProcess replica(RedisProcess master) {
    RedisProcess replica = server("--replicaof", "127.0.0.1", Integer.toString(master.port()));
    await()
        .untilAsserted(() ->
            assertThat(call(replica, "INFO", "replication")).contains("master_link_status:up"));
    return replica;
  }

  private String seed(int master, int backup) throws Exception {
    return Files.readString(SEED)
        .replace("123.123.123.123:6379", "127.0.0.1:" + master)
        .replace("221.221.221.221:6379", "127.0.0.1:" + backup)
        .replace("0.0.0.0:6379", "127.0.0.1:" + clients)
        .replace("0.0.0.0:8181", "127.0.0.1:" + page);
  }

  private ChildJvm start(String text, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--haproxy-cfg", write(text).toString()));
    arguments.addAll(List.of(more));
    return ChildJvm.start(folder, StandaloneMain.class, arguments.toArray(String[]::new));
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("haproxy.cfg"), text);
  }

  private String ask(String... command) {
    return call(new InetSocketAddress(InetAddress.getLoopbackAddress(), clients), command);
  }

  private static String call(RedisProcess server, String... command) {
    return call(server.address(), command);
  }

  private static String call(InetSocketAddress address, String... command) {
    try (RespClient client = new RespClient(new ClientTarget(address, Optional.of("password")))) {
      return client.call(command);
    }
  }

  private int status(String login) throws Exception {
    return get("/", login).statusCode();
  }

  private HttpResponse<String> get(String path, String login) throws Exception {
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page + path))
              .header("Authorization", "Basic " + basic)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String said(ChildJvm process) {
    return process.output() + process.errors();
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptionsMatching(
            failure -> failure instanceof UncheckedIOException || failure instanceof IOException);
  }
}
