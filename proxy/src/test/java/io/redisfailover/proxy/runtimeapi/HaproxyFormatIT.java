package io.redisfailover.proxy.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.proxy.Proxy;
import io.redisfailover.proxy.RedisPair;
import io.redisfailover.proxy.check.CheckScript;
import io.redisfailover.proxy.check.CheckSettings;
import io.redisfailover.proxy.config.Checks;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeApiSettings.UnixSocket;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.ProgramPath;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same questions to an HAProxy of the distribution and to this proxy, side by side. */
class HaproxyFormatIT {
  /** Where the clients connect, and whose transfers were reset, is known of the frontend here. */
  private static final Set<String> OURS =
      Set.of("F.73.addr.CGS:str", "F.49.cli_abrt.MCP:u64", "F.50.srv_abrt.MCP:u64");

  @TempDir private static Path folder;

  private static List<AutoCloseable> running = new ArrayList<>();
  private static RunningHaproxy haproxy;
  private static InetSocketAddress clients;

  @BeforeAll
  static void startBoth() throws Exception {
    Optional<Path> program = ProgramPath.find("haproxy");
    if (program.isEmpty()) {
      System.out.println("SKIPPED: no program haproxy is installed; apt-get install haproxy");
    }
    assumeTrue(program.isPresent(), "no program haproxy is installed");
    RedisProcess master = closed(RedisProcess.start());
    RedisProcess backup = closed(RedisProcess.start());
    haproxy =
        closed(
            RunningHaproxy.start(
                program.get(),
                Files.createDirectory(folder.resolve("haproxy")),
                FreePort.find(),
                master.port(),
                backup.port()));
    Proxy proxy = closed(new Proxy(config(master, backup)));
    clients = proxy.start().clients();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            ask(RuntimeLevel.ADMIN, "show stat").contains("redis,Backup,,,0,")
                && areChecked(ask(RuntimeLevel.ADMIN, "show stat"))
                && areChecked(haproxy.ask("admin", "show stat")));
  }

  /** HAProxy spreads the first checks of a start, and shows a server up before them. */
  private static boolean areChecked(String statistics) {
    return statistics.split("L7OK", -1).length == 3;
  }

  @AfterAll
  static void stopBoth() throws Exception {
    for (AutoCloseable each : running.reversed()) {
      each.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show backend",
        "show cli level",
        "set timeout",
        "set timeout cli",
        "set timeout cli x",
        "set timeout cli 5",
        "show servers state nobody",
        "show servers conn nobody",
        "show stat nobody 4 -1",
        "show sess 0x1",
        "user",
        "operator",
        "user;show cli level",
        "user;operator",
        "user;show sess",
        "prompt;show backend;quit",
        "prompt;prompt",
        "quit",
        "show backend;show backend",
        "show backend trailing words",
        "show backend # no comment",
        "show\\ backend;quit",
        "show backend;quit;show backend",
        "set server",
        "set server redis",
        "set server redis/x state ready",
        "set server y/Master state ready",
        "set server redis/#1 state ready",
        "set server redis/Master",
        "set server redis/Master state",
        "set server redis/Master state other",
        "set server redis/Master name x",
        "set server redis/Master agent up",
        "set server redis/Master agent-send x",
        "set server redis/Master agent-addr x",
        "set server redis/Master fqdn x",
        "set server redis/Master ssl on",
        "set server redis/Master weight",
        "set server redis/Master weight x",
        "set server redis/Master weight 999",
        "set weight redis/Master 1",
        "get weight",
        "get weight redis/x",
        "get weight redis/Master",
        "disable server",
        "enable server redis",
        "disable health",
        "enable health redis",
        "enable health redis/Master",
        "set server redis/Master health",
        "set server redis/Master health other",
        "disable agent redis/Master",
        "enable agent redis/Master",
        "set maxconn frontend",
        "set maxconn frontend x 5",
        "set maxconn frontend redis",
        "set maxconn frontend redis -5",
        "set maxconn server",
        "set maxconn server redis",
        "set maxconn server redis/x 5",
        "set maxconn server redis/Master",
        "set maxconn server redis/Master x",
        "set maxconn global",
        "set maxconn global 50000",
        "shutdown session",
        "shutdown session x",
        "shutdown session 0x123456",
        "shutdown sessions server",
        "shutdown sessions server redis/x",
        "shutdown sessions server redis/Backup",
        "clear counters",
        "clear counters all",
        "clear counters other",
      })
  void answersByteForByteAsHaproxy(String command) {
    // What is not known is answered with the list of what is, which differs.
    assertThat(firstLineOfUnknown(ask(RuntimeLevel.ADMIN, command)))
        .isEqualTo(firstLineOfUnknown(haproxy.ask("admin", command)));
  }

  @ParameterizedTest
  @EnumSource(RuntimeLevel.class)
  void deniesAtEachLevelWhatHaproxyDenies(RuntimeLevel level) {
    for (RuntimeCommand command : table().all()) {
      String name = String.join(" ", command.words());
      assertThat(isDenied(ask(level, name)))
          .as("%s at level %s", name, level)
          .isEqualTo(isDenied(haproxy.ask(level.toString(), name)));
    }
  }

  @Test
  void helpsWithHaproxysLines() {
    Set<String> theirs = Set.copyOf(haproxy.ask("admin", "help").lines().toList());
    assertThat(theirs).containsAll(ask(RuntimeLevel.ADMIN, "help").lines().toList());
  }

  /** With HAProxy's commands in the place of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo",
        "show",
        "sh ver",
        "SHOW version",
        "show versionx",
        "set",
        "disable",
        "clear",
        "set serv redis/Master st ready",
        "show servers",
        "show servers st",
        "help",
        "help set server",
        "set maxconn",
        "set maxconn foo",
        "shutdown sessions"
      })
  void proposesWhatHaproxyProposes(String command) {
    CommandHelp help = new CommandHelp(theirs());
    List<String> words = List.of(command.split(" ", -1));
    String answer =
        words.getFirst().equals("help")
            ? help.help(words.subList(1, words.size()))
            : help.unknown(words);
    assertThat(answer + "\n").isEqualTo(haproxy.ask("admin", command));
  }

  @Test
  void showsHaproxysColumnsAndLeavesOnlyTheLastOnesOut() {
    List<String> ours = head(ask(RuntimeLevel.USER, "show stat"));
    List<String> theirs = head(haproxy.ask("user", "show stat"));
    assertThat(theirs.subList(0, ours.size() - 1)).isEqualTo(ours.subList(0, ours.size() - 1));
    assertThat(ask(RuntimeLevel.USER, "show stat")).endsWith(",\n\n");
  }

  @Test
  void tagsEachFieldAsHaproxy() {
    Set<String> ours = fields(ask(RuntimeLevel.ADMIN, "show stat typed"));
    assertThat(minus(ours, fields(haproxy.ask("admin", "show stat typed"))))
        .as("what HAProxy leaves empty")
        .containsExactlyInAnyOrderElementsOf(OURS);
    assertThat(ours).hasSizeGreaterThan(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"show stat json", "show info json"})
  void writesTheJsonOfHaproxy(String command) throws IOException {
    Set<String> ours = shapes(ask(RuntimeLevel.ADMIN, command));
    Set<String> theirs = shapes(haproxy.ask("admin", command));
    assertThat(theirs).containsAll(ours);
  }

  @Test
  void showsNoAddressToLevelUser() {
    assertThat(fields(ask(RuntimeLevel.USER, "show stat typed")))
        .noneMatch(HaproxyFormatIT::isAddress);
    assertThat(fields(haproxy.ask("user", "show stat typed")))
        .noneMatch(HaproxyFormatIT::isAddress);
    assertThat(fields(ask(RuntimeLevel.OPERATOR, "show stat typed")))
        .anyMatch(HaproxyFormatIT::isAddress);
    assertThat(fields(haproxy.ask("operator", "show stat typed")))
        .anyMatch(HaproxyFormatIT::isAddress);
  }

  private static boolean isAddress(String field) {
    return field.contains(".addr.");
  }

  @Test
  void filtersTheStatisticsAsHaproxy() {
    for (String filter :
        List.of(
            "1 4 -1",
            "-1 4 2",
            "-1 1 -1",
            "-1 2 -1",
            "-1 -1 -1",
            "redis 7 1",
            "9 -1 -1",
            "up",
            "no-maint")) {
      // HAProxy gives the proxy the number 2: its own front end is the first one.
      String theirs = filter.startsWith("1 ") ? "2" + filter.substring(1) : filter;
      assertThat(rows(ask(RuntimeLevel.USER, "show stat " + filter)))
          .as(filter)
          .isEqualTo(rows(haproxy.ask("user", "show stat " + theirs)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"show info", "show info typed"})
  void beginsWithHaproxysFieldsAndAddsItsOwn(String command) {
    List<String> ours = names(ask(RuntimeLevel.USER, command));
    List<String> theirs = names(haproxy.ask("user", command));
    assertThat(ours.subList(0, theirs.size())).isEqualTo(theirs);
    assertThat(ask(RuntimeLevel.USER, "show info")).startsWith("Name: HAProxy\nVersion: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show servers state", "show servers conn"})
  void showsTheServersInHaproxysColumns(String command) {
    // HAProxy shows no result of a check while the next one runs.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          List<String> ours = ask(RuntimeLevel.USER, command).lines().toList();
          List<String> theirs = haproxy.ask("user", command).lines().toList();
          String heading =
              theirs.stream().filter(line -> line.startsWith("#")).findFirst().orElseThrow();
          assertThat(ours).hasSameSizeAs(theirs).contains(heading);
          if (command.endsWith("state")) {
            assertThat(ours.stream().map(HaproxyFormatIT::withoutTimes).toList())
                .isEqualTo(theirs.stream().map(HaproxyFormatIT::withoutTimes).toList());
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set server redis/Master state maint",
        "set server redis/Master state drain",
        "disable health redis/Master",
        "disable health redis/Master;set server redis/Master health down",
        "disable health redis/Master;set server redis/Master health stopping",
      })
  void showsWhatAnAdministratorSetsAsHaproxy(String commands) {
    try {
      // A check of HAProxy's that is under way when checks are disabled overrules what was set.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> {
            assertThat(ask(RuntimeLevel.ADMIN, commands)).isEqualTo(haproxy.ask("admin", commands));
            String theirs = haproxy.ask("user", "show stat");
            assertThat(statuses(ask(RuntimeLevel.USER, "show stat"))).isEqualTo(statuses(theirs));
            assertThat(administrative(ask(RuntimeLevel.USER, "show servers state")))
                .isEqualTo(administrative(haproxy.ask("user", "show servers state")));
            assertThat(rows(ask(RuntimeLevel.USER, "show stat no-maint")))
                .isEqualTo(rows(haproxy.ask("user", "show stat no-maint")));
          });
    } finally {
      String undone =
          "set server redis/Master state ready;set server redis/Master health up;"
              + "enable health redis/Master";
      assertThat(ask(RuntimeLevel.ADMIN, undone)).isEqualTo(haproxy.ask("admin", undone));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(statuses(ask(RuntimeLevel.USER, "show stat")))
                .isEqualTo(statuses(haproxy.ask("user", "show stat")))
                .contains("Master UP"));
  }

  private static List<String> statuses(String csv) {
    return csv.lines()
        .map(line -> line.split(",", -1))
        .filter(row -> row.length > 17)
        .map(row -> row[1] + " " + row[17])
        .toList();
  }

  /** {@return the states that an administrator sets, of each server} */
  private static List<String> administrative(String state) {
    return state
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(row -> row.length > 6)
        .map(row -> row[3] + " " + row[5] + " " + row[6])
        .toList();
  }

  @Test
  void showsASessionInHaproxysShape() throws Exception {
    try (RespClient ours = new RespClient(clients);
        RespClient theirs = new RespClient(haproxy.clients())) {
      ours.call("PING");
      theirs.call("PING");
      assertThat(shape(ask(RuntimeLevel.OPERATOR, "show sess")))
          .isEqualTo(shape(haproxy.ask("operator", "show sess")));
    }
  }

  @Test
  void countsTheErrorsThatItNeverCaptures() {
    assertThat(withoutTimes(ask(RuntimeLevel.OPERATOR, "show errors")))
        .isEqualTo(withoutTimes(haproxy.ask("operator", "show errors")));
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\\[.*]", "[time]")
        // The number of the proxy, and the time since the last change.
        .replaceAll("^[12] redis (.*? \\d \\d \\d \\d) \\d+ ", "N redis $1 T ")
        // Whether a check runs at the moment.
        .replaceAll("^(N .* T (?:\\S+ ){3})[67] ", "$1C ");
  }

  private static boolean isDenied(String answer) {
    return answer.equals("Permission denied\n\n");
  }

  private static String firstLineOfUnknown(String answer) {
    return answer.startsWith("Unknown command") ? answer.lines().findFirst().orElseThrow() : answer;
  }

  private static List<String> head(String csv) {
    return List.of(csv.lines().findFirst().orElseThrow().split(",", -1));
  }

  private static List<String> rows(String csv) {
    return csv.lines()
        .map(line -> line.split(",", 3))
        .filter(parts -> parts.length == 3)
        .map(parts -> parts[0] + "/" + parts[1])
        .toList();
  }

  private static Set<String> fields(String typed) {
    Pattern field = Pattern.compile("([FSB])\\.\\d+\\.\\d+\\.(\\d+\\.[^.]+)\\.1:(\\w+:\\w+):.*");
    return typed
        .lines()
        .map(field::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1) + "." + found.group(2) + "." + found.group(3))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> minus(Set<String> all, Set<String> others) {
    return all.stream().filter(each -> !others.contains(each)).collect(Collectors.toSet());
  }

  private static Set<String> shapes(String json) throws IOException {
    JsonNode root = new ObjectMapper().readTree(json);
    Stream<JsonNode> fields =
        root.get(0).isArray()
            ? Stream.of(root.get(0), root.get(1)).flatMap(row -> row.valueStream())
            : root.valueStream().limit(72);
    return fields
        .filter(field -> field.get("field").get("pos").asInt() < 103)
        .filter(field ->
            !Set.of("addr", "cli_abrt", "srv_abrt")
                .contains(field.get("field").get("name").asText()))
        .map(field -> {
          var copy = (ObjectNode) field;
          copy.remove(List.of("proxyId", "id"));
          ((ObjectNode) copy.get("value")).remove("value");
          return copy.toString();
        })
        .collect(Collectors.toSet());
  }

  private static List<String> names(String info) {
    return info.lines()
        .filter(line -> !line.isEmpty())
        .map(line -> line.replaceFirst("(\\.1:\\w+:\\w+:|: ).*", "$1"))
        .toList();
  }

  private static List<String> shape(String sessions) {
    return sessions
        .lines()
        .filter(line -> line.contains("proto=tcpv4"))
        .map(line ->
            line.replaceAll("^0x\\w+", "0xID")
                .replaceAll("(src=127\\.0\\.0\\.1):\\d+", "$1:PORT")
                .replaceAll("(age|calls|rate|cpu|lat|epoch|f|i|rx|exp|fd)=[^, \\]]*", "$1=")
                .replaceAll("sc([fb])=\\[8,\\w+,", "sc$1=[8,"))
        .toList();
  }

  private static List<CommandHelp.Entry> theirs() {
    Pattern line = Pattern.compile("  ((?:[a-z-]+ ?)+?)(?: *[<\\[(@{].*| *): .*");
    return haproxy
        .ask("admin", "help")
        .lines()
        .map(text -> line.matcher(text))
        .filter(Matcher::matches)
        .filter(found -> !List.of("help", "prompt", "quit").contains(found.group(1).strip()))
        .map(found ->
            new CommandHelp.Entry(
                List.of(found.group(1).strip().split(" ", -1)), found.group() + "\n"))
        .toList();
  }

  private static CommandTable table() {
    return RuntimeCommands.table(SampleView.of(SampleStatuses.normal()));
  }

  private static String ask(RuntimeLevel level, String command) {
    return RuntimeClient.ask(folder.resolve(level.toString()), command + "\n");
  }

  private static ProxyConfig config(RedisProcess master, RedisProcess backup) {
    return new ProxyConfig(
            "proxy-1",
            Listen.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            new Endpoints(
                new Endpoint("127.0.0.1", master.port()), new Endpoint("127.0.0.1", backup.port())),
            PairSecrets.of(Optional::empty, () -> RedisPair.KEYS))
        .withMode(new Mode.RouteOnly(false, false))
        .withChecks(
            new Checks(
                CheckSettings.every(Duration.ofMillis(200)),
                Optional.of(
                    CheckScript.parse(
                        List.of("connect", "send PING\\r\\n", "expect string +PONG")))))
        .withRuntimeApi(
            RuntimeApiSettings.on(
                Stream.of(RuntimeLevel.values())
                    .map(level -> new UnixSocket(folder.resolve(level.toString()), 0600, level))
                    .toArray(RuntimeApiSettings.Socket[]::new)));
  }

  private static <T extends AutoCloseable> T closed(T started) {
    running.add(started);
    return started;
  }
}
