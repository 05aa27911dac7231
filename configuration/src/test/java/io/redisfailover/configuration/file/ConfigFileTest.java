package io.redisfailover.configuration.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.failover.model.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final String SERVERS =
      """
      servers:
        master: {host: 10.0.0.1}
        backup: {host: 10.0.0.2}
      """;

  @TempDir Path folder;

  @Test
  void needsNothingButTheTwoServers() throws Exception {
    ProcessConfig config = read(SERVERS);

    assertThat(config.mode()).isEqualTo(ProcessConfig.Mode.PROMOTE);
    assertThat(config.servers().backup().port()).isEqualTo(6379);
    assertThat(config.listen().port()).isEqualTo(6379);
    assertThat(config.stats().port()).isEqualTo(8181);
    assertThat(config.timeouts().client()).isZero();
    assertThat(config.failover().maxLag().bytes()).isEqualTo(16L << 20);
    assertThat(config.failover().preferred()).isEqualTo(Server.MASTER);
    assertThat(config.controller()).isTrue();
    assertThat(config.auth()).isEmpty();
    assertThat(config.recordFile()).isEqualTo(folder.resolve("redis-failover-record.json"));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 100, 999, 1001, 50_000, 500_000})
  void saysThatAFileIsNestedTooDeep(int depth) throws Exception {
    String deep = "[".repeat(depth);
    assertThatThrownBy(() -> read(SERVERS + "name: " + deep))
        .isInstanceOf(InvalidFileException.class)
        .message()
        .contains("name")
        .hasSizeLessThan(2_000);
    String blocks =
        IntStream.range(0, Math.min(depth, 1200))
            .mapToObj(level -> " ".repeat(level) + "a:")
            .collect(Collectors.joining("\n"));
    assertThatThrownBy(() -> read(blocks))
        .isInstanceOf(InvalidFileException.class)
        .message()
        .contains("Nested more than 16 deep; no key of this file is.");
  }

  @Test
  void namesNoMoreMistakesThanAnyoneReadsAndSaysHowManyThereAre() {
    String aliases = "a: &a b\n" + "c: [" + "*a, ".repeat(10_000) + "]\n";
    assertThatThrownBy(() -> read(SERVERS + aliases))
        .isInstanceOfSatisfying(
            InvalidFileException.class, invalid -> assertThat(invalid.problems()).hasSize(101))
        .hasMessageEndingWith(" more mistakes are not named; correct these first.");
  }

  @Test
  void readsNoFileWithoutEnd() throws Exception {
    String comment = "#" + "x".repeat(SmallFile.LARGEST_CONFIGURATION - SERVERS.length() - 1);
    assertThat(read(SERVERS + comment).controller()).isTrue();
    assertThatThrownBy(() -> read(SERVERS + comment + "x"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("The file has more than 1048576 bytes; correct the path.");
  }

  /** A reload would wait for whoever writes to the pipe, and so would all that come after it. */
  @Test
  @Timeout(60)
  void opensNothingButARegularFile(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path other : List.of(pipe, folder, Path.of("/dev/zero"))) {
      assertThatThrownBy(() -> ConfigFile.read(other))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("This is no regular file, and a configuration is read again at");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!binary '####'",
        "!!binary x",
        "!!set {a, b}",
        "!<tag:x> y",
        "%FOO",
        "\uFEFF",
        "? - :",
        "*x",
        "&a [*a]",
        "<<: *b",
        "\0",
        "'\\x",
        "\"\\U00110000\"",
        "!!float x",
        "- - - -",
        "{a: {",
        "--- ---",
        "!!timestamp 1",
        "|9",
        "@",
        "`",
        "...\n...",
        "\u0085",
        "!!null x",
        "? {}\n: x",
        "[]: x"
      })
  void endsWithASentenceWhateverTheFileHolds(String text) {
    for (String file : List.of(text, SERVERS + text, SERVERS + "name: " + text)) {
      try {
        read(file);
      } catch (InvalidFileException mistakes) {
        assertThat(mistakes.getMessage()).isNotBlank();
      } catch (Exception broken) {
        throw new AssertionError(file, broken);
      }
    }
  }

  @Test
  void countsPathsFromTheFoldersOfTheFile() throws Exception {
    ProcessConfig config =
        read(
            SERVERS
                + """
                auth: {passwordFile: secrets/redis}
                recordFile: /var/lib/record.json
                """);

    assertThat(config.auth().orElseThrow().passwordFile())
        .contains(folder.resolve("secrets/redis"));
    assertThat(config.recordFile()).isEqualTo(Path.of("/var/lib/record.json"));
  }

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of("lisen: {port: 1}", "4:1: lisen: Unknown key; did you mean `listen`?"),
        Arguments.of(
            "listen: {prot: 1, address: 1.2.3.4}",
            "4:10: listen.prot: Unknown key; did you mean `port`?"),
        Arguments.of("nothingLikeIt: 1", "4:1: nothingLikeIt: Unknown key; use one of name,"),
        Arguments.of(
            "listen: {port: http}",
            "listen.port: `http` is not valid; use a whole number, from 0 to 65535."),
        Arguments.of("listen: {port: 65536}", "listen.port: `65536` is not valid;"),
        Arguments.of("listen: {port: [1]}", "listen.port: Must be a single value;"),
        Arguments.of("listen: 6379", "listen: Must be a section with these keys: address, port"),
        Arguments.of("listen:", "listen: Must be a section"),
        Arguments.of(
            "timeouts: {client: 15}", "timeouts.client: `15` is not valid; use a duration"),
        Arguments.of("timeouts: {client: '15 s'}", "timeouts.client: `15 s` is not valid;"),
        Arguments.of("timeouts: {connect: 0s}", "timeouts.connect: `0s` is not valid;"),
        Arguments.of(
            "failover: {maxLag: 16MB}", "failover.maxLag: `16MB` is not valid; use a size"),
        Arguments.of(
            "failover: {detection: {timeout: 100ms}}",
            "failover.detection.timeout: `100ms` is not valid; use a duration such as 1500ms, 2s or"
                + " 5m, from 500ms to 10m."),
        Arguments.of(
            "failover: {preferred: master}",
            "failover.preferred: `master` is not valid; use Master or Backup."),
        Arguments.of("mode: Both", "mode: `Both` is not valid; use Promote or RouteOnly."),
        Arguments.of("controller: perhaps", "controller: `perhaps` is not valid; use on or off."),
        Arguments.of("name: ''", "name: The value is missing;"),
        Arguments.of("name: two words", "name: Use 1 to 63 letters"),
        Arguments.of(
            "mode: Promote\nmode: Promote", "5:1: mode: Duplicate key; keep one of the two."),
        Arguments.of(
            "runtimeApi: {sockets: [{level: admin}]}",
            "runtimeApi.sockets[0]: Set either path, or address and port."),
        Arguments.of(
            "runtimeApi: {sockets: [{path: a, address: 127.0.0.1, port: 9}]}",
            "runtimeApi.sockets[0]: Set either path, or address and port."),
        Arguments.of(
            "runtimeApi: {sockets: [{path: a}, {path: ./a, mode: rw}]}",
            "runtimeApi.sockets[1].mode: Not the permissions of a file; use for instance '600'."),
        Arguments.of(
            "runtimeApi: {sockets: [{path: a}, {path: a}]}",
            "runtimeApi.sockets[1].path: Another socket has the same file; use another one."),
        Arguments.of(
            "runtimeApi: {sockets: [{path: a, port: 9}]}",
            "runtimeApi.sockets[0].port: A file has no port; remove the key."),
        Arguments.of(
            "runtimeApi: {sockets: [{address: 127.0.0.1}]}",
            "runtimeApi.sockets[0].port: The port is missing; set one, such as 9999."),
        Arguments.of(
            "runtimeApi: {sockets: [{address: 127.0.0.1, port: 9, mode: '600'}]}",
            "runtimeApi.sockets[0].mode: A TCP port has no permissions; remove the key."),
        Arguments.of(
            "runtimeApi: {sockets: [{path: a, level: root}]}",
            "runtimeApi.sockets[0].level: `root` is not valid; use user or operator or admin."),
        Arguments.of("auth: {username: app}", "auth: No password is set; set exactly one of"),
        Arguments.of(
            "auth: {password: a, passwordEnv: B}",
            "auth: More than one password is set; set exactly one of"),
        Arguments.of("stats: {auth: {password: a}}", "stats.auth: The page needs a username too;"),
        Arguments.of(
            "stats: {port: 6379}",
            "stats.port: The same port as listen.port; use another one, such as 8181."),
        Arguments.of(
            "listen: {port: 8181}",
            "stats.port: The same port as listen.port; use another one, such as 8182."),
        Arguments.of(
            "control: {port: 8181}",
            "control.port: The same port as stats.port; use another one, such as 8182."),
        Arguments.of(
            "runtimeApi: {sockets: [{address: 127.0.0.1, port: 8181}]}",
            "runtimeApi.sockets[0].port: The same port as stats.port; use another one, such as"
                + " 9999."),
        Arguments.of(
            "listen: {additional: ['127.0.0.1:8181']}",
            "stats.port: The same port as listen.additional[0]; use another one, such as 8182."),
        Arguments.of(
            "listen: {additional: ['127.0.0.1:6379']}",
            "listen.additional[0]: The same address as listen.port; remove it, or use another"
                + " port."),
        Arguments.of(
            "listen: {additional: [redis]}",
            "listen.additional[0]: Not an address and a port; use for instance 10.0.0.7:6380."),
        Arguments.of(
            "hold: {max: 5}\nmaxConnections: 4", "hold.max: Must not exceed maxConnections"),
        Arguments.of("listen: {address: 'http://x'}", "listen.address: `http://x` is neither"),
        Arguments.of("proxies: 10.0.0.1:1", "proxies: Must be a list"),
        Arguments.of(
            "proxies: ['10.0.0.1']\ncontrol: {tokenFile: t}",
            "4:11: proxies[0]: Not an address and a port"),
        Arguments.of("proxies: ['10.0.0.1:8182']", "control: Several proxies need a common token;"),
        Arguments.of("controller: off", "control: With `controller: off` another process controls"),
        Arguments.of(
            "mode: RouteOnly\ncontroller: on", "controller: `RouteOnly` runs no controller"),
        Arguments.of("check: {rise: 0}", "check.rise: `0` is not valid;"),
        Arguments.of("check: {steps: [connect, jump]}", "4:26: check.steps[1]: Not a check step:"),
        Arguments.of(
            "auth: {password: a}\ncheck: {steps: [redis-check, auth]}",
            "check.steps: `redis-check` is a whole script and logs in to no server"),
        Arguments.of(
            "check: {steps: [connect, redis-check]}",
            "check.steps[1]: Not a check step: redis-check is a whole script"),
        Arguments.of("stats: {realm: 'a\"b'}", "stats.realm: Use printable ASCII"),
        Arguments.of("a: &x 1\nname: *x", "name: Anchors and aliases are not supported"),
        Arguments.of("---\nname: x", "A second document starts here"),
        Arguments.of(
            "name: [", "This is not YAML: a value is missing, or a bracket is not closed."),
        Arguments.of("name:\n\tx", "This is not YAML: it contains a tab; indent with spaces."),
        Arguments.of("name: @x", "This is not YAML: a value begins with a reserved character;"),
        Arguments.of("name: a: b", "This is not YAML: no key fits here;"),
        Arguments.of("hold: {max: 1", "This is not YAML: a bracket is not closed, or a comma"),
        Arguments.of("name: 'x", "This is not YAML: a quote is not closed."),
        Arguments.of("name\nmode: x", "This is not YAML: a key has no colon;"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void namesThePlaceAndSaysWhatToWriteInstead(String added, String expected) throws Exception {
    assertThatThrownBy(() -> read(SERVERS + added))
        .isInstanceOf(InvalidFileException.class)
        .message()
        .contains(file() + ":")
        .contains(expected);
  }

  @Test
  void findsAllMistakesAtOnceInTheOrderOfTheFile() {
    assertThatThrownBy(() ->
            read(
                """
                servers:
                  master: {port: 70000}
                listen: {port: x}
                lissten: 1
                """))
        .hasMessage(
            """
            %1$s:2:3: servers.backup.host: The key is missing; set it to a text.
            %1$s:2:11: servers.master.host: The key is missing; set it to a text.
            %1$s:2:18: servers.master.port: `70000` is not valid; use a whole number, from 1 to 65535.
            %1$s:3:16: listen.port: `x` is not valid; use a whole number, from 0 to 65535.
            %1$s:4:1: lissten: Unknown key; did you mean `listen`?\
            """
                .formatted(file()));
  }

  @Test
  void refusesTwoAddressesThatAreOneServer() {
    assertThatThrownBy(
            () -> read("servers: {master: {host: redis1}, backup: {host: Redis1, port: 6379}}"))
        .hasMessageContaining("servers.backup: The same address as servers.master;");
  }

  @Test
  void refusesAnAliasThatNoProxyWouldTake() {
    assertThatThrownBy(() ->
            read(
                """
                servers:
                  master: {host: 10.0.0.1, aliases: [redis-a, 'redis a']}
                  backup: {host: 10.0.0.2, aliases: ['fd00::2', %s]}
                """
                    .formatted("b".repeat(256))))
        .hasMessage(
            """
            %1$s:2:47: servers.master.aliases[1]: Neither a host name nor an IP address; correct or remove it.
            %1$s:3:49: servers.backup.aliases[1]: Neither a host name nor an IP address; correct or remove it.\
            """
                .formatted(file()));
  }

  @Test
  void takesPortsInAliasesAndAReplicationAddressOfItsOwn() throws Exception {
    ServersSection servers =
        read("""
        servers:
          master: {host: a, aliases: ['redis-a:7001', '[fd00::1]:7001'], replicationAddress: '10.0.0.1:7001'}
          backup: {host: b}
        """)
            .servers();
    assertThat(servers.master().aliases()).contains("[fd00::1]:7001");
    assertThat(servers.master().replicationAddress()).contains("10.0.0.1:7001");
    assertThat(servers.backup().replicationAddress()).isEmpty();
    assertThatThrownBy(() ->
            read("servers: {master: {host: a}, backup: {host: b, replicationAddress: redis-b}}"))
        .hasMessageContaining(
            "servers.backup.replicationAddress: `redis-b` is not host:port; set it as in 10.0.0.1:6379.");
  }

  @Test
  void refusesMoreAliasesThanAProxyWouldTake() throws Exception {
    assertThat(read(withAliases(80)).servers().master().aliases()).hasSize(80);
    assertThatThrownBy(() -> read(withAliases(81)))
        .hasMessageContaining("servers.master.aliases: Too many aliases (81); use at most 80.");
  }

  private static String withAliases(int count) {
    return "servers: {backup: {host: b}, master: {host: a, aliases: %s}}"
        .formatted(IntStream.range(0, count).mapToObj(i -> "a" + i).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stats", "/metrics", "/healthz", "/a;csv", "/a?b"})
  void refusesAPathOfThePageThatCannotBeServed(String path) {
    assertThatThrownBy(() -> read(SERVERS + "stats: {uri: '" + path + "'}"))
        .hasMessageContaining("stats.uri: Use a slash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "/", "/metrics", "/healthz", "/page", "/a?b"})
  void refusesAPathOfTheMonitorThatCannotBeServed(String path) throws Exception {
    assertThatThrownBy(() -> read(SERVERS + "stats: {uri: /page, monitorUri: '" + path + "'}"))
        .hasMessageContaining("stats.monitorUri: Use a path such as /health");
    assertThat(read(SERVERS + "stats: {monitorUri: /health}").stats().monitorUri())
        .contains("/health");
  }

  @Test
  void takesAFileOfTheAccessLogBesideItselfAndNoSyslogWithIt() throws Exception {
    assertThat(read(SERVERS + "accessLog: {file: access.log}").accessLog().file().orElseThrow())
        .isAbsolute()
        .hasFileName("access.log");
    assertThatThrownBy(() ->
            read(SERVERS + "accessLog: {file: access.log, syslog: {address: 'localhost:514'}}"))
        .hasMessageContaining("accessLog.file: The lines go to one place");
  }

  @Test
  void asksForNoTokenWhereNothingIsPushed() throws Exception {
    assertThat(read(SERVERS + "mode: RouteOnly\ncontroller: off").controller()).isFalse();
    assertThatThrownBy(() -> read(SERVERS + "controller: off"))
        .hasMessageContaining("another process controls this proxy; set tokenFile");
  }

  @Test
  void showsNoSecretInAnErrorOrAsText() throws Exception {
    String secret = "do-not-show-me";
    assertThatThrownBy(() -> read(SERVERS + "auth: {password: {nested: " + secret + "}}"))
        .message()
        .doesNotContain(secret);
    assertThatThrownBy(() -> read(SERVERS + "auth: {password: " + secret + "\nname: ["))
        .message()
        .doesNotContain(secret);
    assertThat(read(SERVERS + "auth: {password: " + secret + "}").toString())
        .doesNotContain(secret);
  }

  @Test
  void saysWhenThereIsNoFile() {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> ConfigFile.read(missing))
        .hasMessage(missing + ":1:1: The file does not exist; correct the path.");
  }

  @Test
  void saysWhenTheFileIsEmpty() {
    assertThatThrownBy(() -> read(""))
        .hasMessageEndingWith("The file is empty; set the section servers.");
  }

  @Test
  void takesTheSeedsSchemeWithItsValues() throws Exception {
    ProcessConfig seed = ConfigFile.read(example("haproxy-replacement.yaml"));

    assertThat(seed.servers().master().host()).isEqualTo("123.123.123.123");
    assertThat(seed.servers().backup().host()).isEqualTo("221.221.221.221");
    assertThat(seed.listen()).isEqualTo(new ListenSection("0.0.0.0", 6379, List.of(), 1));
    assertThat(seed.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
    assertThat(seed.timeouts().client()).isEqualTo(Duration.ofSeconds(15));
    assertThat(seed.timeouts().server()).isEqualTo(Duration.ofSeconds(15));
    assertThat(seed.check().interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(seed.stats().address()).isEqualTo("0.0.0.0");
    assertThat(seed.stats().port()).isEqualTo(8181);
    assertThat(seed.stats().refresh()).isEqualTo(Duration.ofSeconds(30));
    assertThat(seed.stats().auth().flatMap(LoginSection::username)).isEqualTo(Optional.of("admin"));
    assertThat(seed.failover().failback().policy()).isEqualTo(FailoverSection.Policy.AUTOMATIC);
  }

  @Test
  void takesTheExampleOfASecondProxy() throws Exception {
    assertThat(ConfigFile.read(example("second-proxy.yaml")).controller()).isFalse();
  }

  private static Path example(String name) {
    return Path.of("..", "examples", name);
  }

  private ProcessConfig read(String text) throws Exception {
    Files.writeString(file(), text);
    return ConfigFile.read(file());
  }

  private Path file() {
    return folder.resolve("test.yaml");
  }
}
