package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a server starts, and who gets in. */
class EntryScriptIT {
  private static final MarkerKeys KEYS = MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST));

  /** What libraries, exporters and cache clears send. */
  private static final List<String> EXPECTED_BY_LIBRARIES =
      List.of(
          "INFO",
          "CLIENT LIST",
          "CLIENT ID",
          "CLIENT SETNAME shop",
          "CLIENT NO-EVICT off",
          "CONFIG GET maxmemory",
          "COMMAND COUNT",
          "KEYS *",
          "SORT a BY nosort",
          "ROLE",
          "SLOWLOG GET",
          "LATENCY LATEST",
          "MEMORY USAGE b",
          "LASTSAVE",
          "DBSIZE",
          "ACL WHOAMI",
          "MODULE LIST",
          "WAIT 0 1",
          "BGSAVE SCHEDULE",
          "SWAPDB 0 1",
          "FLUSHDB",
          "FLUSHALL");

  @TempDir Path folder;

  private RedisPod pod;

  @BeforeEach
  void prepare() throws IOException {
    pod = new RedisPod(folder, "master");
  }

  @AfterEach
  void end() throws IOException {
    pod.close();
  }

  @Test
  void startsParkedAndTakesNoWrites() throws IOException {
    pod.start();
    assertThat(pod.info("role")).isEqualTo("slave");
    assertThat(pod.info("master_host")).isEqualTo("127.0.0.1");
    assertThat(pod.info("master_port")).isEqualTo("1");
    assertThat(application("SET", "a", "1").text()).startsWith("READONLY");
  }

  @Test
  void startsParkedWithItsDataWhatEverItWasBefore() throws Exception {
    pod.settings("redis: {persistence: AOF}");
    pod.start();
    pod.operator("REPLICAOF", "NO", "ONE");
    application("SET", "a", "1");
    pod.kill();
    pod.start();
    assertThat(pod.info("role")).isEqualTo("slave");
    assertThat(application("GET", "a").text()).isEqualTo("1");
  }

  @Test
  void startsABackupThatTakesWritesOnlyWhenToldTo() throws IOException {
    pod.environment("RF_READ_ONLY", "no");
    pod.start();
    assertThat(pod.info("role")).isEqualTo("slave");
    assertThat(application("SET", "a", "1").text()).isEqualTo("OK");
  }

  @Test
  void hasTheSettingsThatTheProtocolNeeds() throws IOException {
    pod.start();
    for (String setting :
        List.of(
            "repl-ping-replica-period 1",
            "repl-backlog-ttl 0",
            "repl-diskless-sync-delay 0",
            "repl-diskless-load disabled",
            "replica-lazy-flush yes",
            "stop-writes-on-bgsave-error no",
            "min-replicas-to-write 0",
            "shutdown-timeout 10",
            "rdb-del-sync-files yes",
            "repl-backlog-size 16777216")) {
      String[] words = setting.split(" ", -1);
      assertThat(pod.operator("CONFIG", "GET", words[0]).text().lines().toList())
          .containsExactly(words);
    }
  }

  @Test
  void loadsTheModulesThatAreNamed() throws Exception {
    pod.environment("RF_MODULES", "/lib/first.so\n/lib/second.so ARGUMENT 1");
    assertThat(pod.launch().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(pod.log()).contains("Can't load module from /lib/first.so: server aborting");
    assertThat(Files.readAllLines(pod.file("run", "redis.conf")))
        .contains("loadmodule /lib/first.so", "loadmodule /lib/second.so ARGUMENT 1");
  }

  /** A server that reads such a value exits, and the promoted standby would do the same. */
  @Test
  void takesNoDamagedValueFromAnApplication() throws IOException {
    pod.start();
    pod.operator("REPLICAOF", "NO", "ONE");
    String damaged =
        "\\016\\013\\013\\000\\000\\000\\002\\000\\129\\097\\002\\143\\098\\002\\255"
            + "\\010\\000\\070\\019\\051\\207\\079\\186\\118\\031";
    assertThat(
            application("EVAL", "return redis.call('RESTORE', 'a', 0, '" + damaged + "')", "0")
                .text())
        .contains("Bad data format");
    assertThat(application("HGETALL", "a").text()).isEmpty();
    assertThat(
            application(
                    "EVAL",
                    "redis.call('SET', 'b', 1)"
                        + " return redis.call('RESTORE', 'c', 0, redis.call('DUMP', 'b'))",
                    "0")
                .text())
        .isEqualTo("OK");
  }

  @Test
  void letsAnApplicationDoItsWorkAndNothingElse() throws IOException {
    pod.settings(ReservedCalls.RIGHTS_DECIDE);
    pod.start();
    pod.operator("REPLICAOF", "NO", "ONE");
    assertThat(application("SET", "a", "1").text()).isEqualTo("OK");
    assertThat(application("PUBLISH", "c", "1").text()).isEqualTo("0");
    for (String command : EXPECTED_BY_LIBRARIES) {
      assertThat(application(command.split(" ", -1)).text())
          .as(command)
          .doesNotContain("NOPERM", "ERR");
    }
    for (List<String> command : ReservedCalls.ALWAYS) {
      assertThat(application(command.toArray(String[]::new)).text())
          .as("%s", command)
          .contains("NOPERM");
    }
    assertThat(pod.as("default", "wrong", "GET", "a").text()).contains("NOAUTH");
  }

  @Test
  void letsAnApplicationCallFunctionsAndWriteNone() throws IOException {
    pod.start();
    pod.operator("REPLICAOF", "NO", "ONE");
    assertThat(application("FUNCTION", "LIST").text()).isEmpty();
    for (List<String> command : ReservedCalls.WRITING_FUNCTIONS) {
      assertThat(application(command.toArray(String[]::new)).text()).startsWith("NOPERM");
    }
  }

  @Test
  void letsAnApplicationWriteFunctionsWhereTheResourceSaysSo() throws IOException {
    pod.environment("RF_FUNCTIONS", "Allowed");
    pod.start();
    pod.operator("REPLICAOF", "NO", "ONE");
    for (List<String> command : ReservedCalls.WRITING_FUNCTIONS) {
      assertThat(application(command.toArray(String[]::new)).text()).doesNotContain("NOPERM");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"with blank", "qu\"ote'", "#>hash", "back\\slash", "two\nlines", "Grüße"})
  void takesAPasswordWhateverCharactersItHas(String password) throws IOException {
    Files.writeString(pod.file("auth", "password"), password + "\n");
    pod.start();
    assertThat(pod.as("default", password, "PING").text()).isEqualTo("PONG");
  }

  @Test
  void startsNoServerWithAPasswordThatWouldWriteAnotherSetting() throws Exception {
    Files.writeString(pod.file("control", "replica-password"), "secret\u0007appendonly yes\n");
    assertThat(pod.launch().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(pod.log()).contains("replica-password: a control character;");
  }

  /** A further line is another password. */
  @Test
  void takesNoFurtherLineForASetting() throws IOException {
    Files.writeString(pod.file("control", "replica-password"), "secret\r\nappendonly yes\r\n");
    pod.start();
    assertThat(pod.operator("CONFIG", "GET", "appendonly").text()).contains("no");
    assertThat(pod.as("rf-replica", "appendonly yes", "PING").text()).isEqualTo("PONG");
  }

  @Test
  void letsAnApplicationHaveANameOfItsOwn() throws IOException {
    Files.writeString(pod.file("auth", "username"), "shop\n");
    pod.start();
    assertThat(pod.as("shop", "application", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("default", "application", "PING").text()).contains("NOAUTH");
  }

  @Test
  void letsEverybodyInWhereThatIsWantedButNobodyDoEverything() throws IOException {
    pod.environment("RF_AUTH", "disabled");
    Files.delete(pod.file("auth", "password"));
    pod.start();
    assertThat(pod.as("default", "", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("default", "", "REPLICAOF", "NO", "ONE").text()).startsWith("NOPERM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth/password", "control/proxy-password", "control/pod-password"})
  void endsWithASentenceWhereASecretIsMissingOrEmpty(String name) throws Exception {
    String[] path = name.split("/", -1);
    Files.writeString(pod.file(path[0], path[1]), "\n");
    assertThat(pod.launch().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(pod.log()).contains(path[1] + ": empty; set a password in this key of the Secret.");
    Files.delete(pod.file(path[0], path[1]));
    assertThat(pod.launch().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(pod.log()).contains(path[1] + ": missing; add this key to the Secret.");
  }

  @Test
  void startsWithTheDefaultUserWhereAnApplicationWantsTheNameOfASystemUser() throws IOException {
    Files.writeString(pod.file("auth", "username"), "rf-operator");
    pod.start();
    assertThat(pod.as("default", "application", "PING").text()).isEqualTo("PONG");
    assertThat(pod.as("rf-operator", "application", "PING").text()).contains("WRONGPASS");
    assertThat(pod.log()).contains("do not begin it with rf-");
  }

  @Test
  void keepsTheLastUserWhereAFurtherUserHasTheNameAndSaysSo() throws IOException {
    Files.writeString(pod.file("auth", "username"), "shop");
    Files.writeString(pod.file("users", "user"), "web\n");
    Files.writeString(
        pod.file("users", "users-7.acl"), "user shop on #" + Sha256.of("s") + " +get\n");
    pod.start();
    assertThat(pod.as("web", "application", "PING").text()).isEqualTo("PONG");
    assertThat(pod.log())
        .contains("username: is that of a further user, so the applications are the user web;");
  }

  @Test
  void putsNoPasswordOntoTheCommandLineOrIntoTheEnvironment() throws IOException {
    pod.start();
    Path process = Path.of("/proc", Long.toString(pod.pid()));
    assertThat(Files.readString(process.resolve("cmdline")))
        .contains("redis-server")
        .doesNotContain("word", "application");
    assertThat(Files.readString(process.resolve("environ"))).doesNotContain("-word\0");
  }

  @Tag("quick")
  @Test
  void letsOperatorAndProxyDoWhatTheProtocolSends() throws IOException {
    pod.start();
    for (String party : List.of("operator", "proxy")) {
      for (List<String> command : new Probe(Optional.of(new MarkerReader(KEYS))).commands()) {
        permitted(party, command);
      }
      for (Command command : commands()) {
        for (List<String> words : command.packet(KEYS)) {
          permitted(party, words);
        }
      }
      permitted(party, List.of("CLIENT", "LIST"));
      permitted(party, List.of("CLIENT", "ID"));
      permitted(party, List.of("CLIENT", "SETNAME", "redisfailover-" + party));
      permitted(party, List.of("CLIENT", "KILL", "ID", "999999"));
    }
    permitted("operator", List.of("CLIENT", "PAUSE", "1", "WRITE"));
    permitted("operator", List.of("CLIENT", "UNPAUSE"));
    permitted("operator", List.of("CONFIG", "SET", "maxmemory", "0"));
    permitted("operator", List.of("MULTI"));
    permitted("operator", List.of("DBSIZE"));
    assertThat(as("proxy", List.of("CONFIG", "SET", "maxmemory", "0"))).startsWith("NOPERM");
    assertThat(as("operator", List.of("GET", "a"))).startsWith("NOPERM");
  }

  private void permitted(String party, List<String> words) {
    assertThat(as(party, words)).as("%s: %s", party, words).doesNotContain("NOPERM");
  }

  private String as(String party, List<String> words) {
    return pod.as("rf-" + party, party + "-word", words.toArray(String[]::new)).text();
  }

  private static List<Command> commands() {
    Command.Expected parked =
        new Command.Expected("run", false, "id", Optional.of(LinkTarget.PARKING));
    return List.of(
        new Command.Promote(Server.BACKUP, 4, parked, 0, Obsolete.EPOCH, "why"),
        new Command.Unpark(Server.MASTER, 3, parked, "why"),
        new Command.WriteMarkers(Server.MASTER, new Marker(3, Server.MASTER), parked, "why"),
        new Command.Follow(Server.MASTER, parked, new Endpoint("127.0.0.1", 2), "why"),
        new Command.Park(Server.MASTER, parked, "why"));
  }

  private RedisPod.Said application(String... words) {
    return pod.as("default", "application", words);
  }
}
