package io.redisfailover.configuration.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.redisfailover.configuration.file.CheckSection;
import io.redisfailover.configuration.file.ListenSection;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.file.RuntimeApiSection;
import io.redisfailover.configuration.file.StatsUserSection;
import io.redisfailover.configuration.haproxy.HaproxyFile.Converted;
import io.redisfailover.configuration.haproxy.HaproxyFile.Imported;
import io.redisfailover.configuration.haproxy.HaproxyFile.Options;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.proxy.check.ConnectionErrors;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.config.StatisticsUser.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HaproxyFileTest {
  /** A pair and its page, of which the rest of the lines is missing. */
  private static final String PAGE =
      """
      listen redis
        bind :6379
        server a 10.0.0.1:6379
        server b 10.0.0.2:6379
      listen page
        bind :8181
        mode http
        %s
      """;

  private static final Path SEED =
      Path.of("src/test/resources/io/redisfailover/configuration/haproxy/seed.cfg");
  private static final Options USUAL = new Options(false, false);

  private static final String PAIR =
      """
      listen redis
        mode tcp
        bind 127.0.0.1:6379
        option tcp-check
        tcp-check send AUTH\\ do-not-show-me\\r\\n
        tcp-check expect string +OK
        server one 10.0.0.1:6379 check
        server two 10.0.0.2:6379 check backup
      """;

  @TempDir Path folder;

  @Test
  void takesTheUsualSchemeUnchanged() throws Exception {
    ProcessConfig config =
        HaproxyFile.read(SEED, USUAL, HaproxyFileTest::none, (read, problems) -> {}).config();

    assertThat(config.mode()).isEqualTo(ProcessConfig.Mode.PROMOTE);
    assertThat(config.servers().master().host()).isEqualTo("123.123.123.123");
    assertThat(config.servers().backup().host()).isEqualTo("221.221.221.221");
    assertThat(config.auth().orElseThrow().password().orElseThrow().text()).isEqualTo("password");
    assertThat(config.check().interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.check().steps()).isEmpty();
    assertThat(config.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.timeouts().client()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.timeouts().server()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.stats().port()).isEqualTo(8181);
    assertThat(config.stats().realm()).isEqualTo("Strictly Private");
    assertThat(config.stats().auth().orElseThrow().username()).contains("admin");
  }

  @Test
  void takesTheSameFileOnOneLine() throws Exception {
    String oneLine =
        Files.readString(SEED).lines().map(String::strip).collect(Collectors.joining(" "));
    ProcessConfig one = read(oneLine).config();

    assertThat(
            HaproxyFile.read(
                    write(Files.readString(SEED)), USUAL, HaproxyFileTest::none, (r, p) -> {})
                .config())
        .isEqualTo(one);
  }

  @Test
  void takesTheLinesThatAreCommentedOutInTheUsualScheme() throws Exception {
    String roles =
        Files.readString(SEED)
            .replace("# tcp-check", "tcp-check")
            .replace("# stats admin", "stats admin")
            .replace("# mode tcp", "mode tcp");

    assertThat(read(roles).config().check().steps())
        .containsExactly(
            "connect",
            "auth",
            "send PING\\r\\n",
            "expect string +PONG",
            "send info\\ replication\\r\\n",
            "expect string role:master",
            "send QUIT\\r\\n",
            "expect string +OK");
  }

  /** The scheme has {@code stats admin if TRUE} commented out: then, and only then, users act. */
  @Test
  void letsTheUsersOfThePageActWhereTheFileSaysSo() throws Exception {
    String seed = Files.readString(SEED);
    assertThat(read(seed).config().stats().users()).isEmpty();
    ProcessConfig acting = read(seed.replace("# stats admin", "stats admin")).config();

    assertThat(acting.stats().auth()).isEmpty();
    assertThat(acting.stats().users())
        .extracting(StatsUserSection::username, StatsUserSection::role)
        .containsExactly(tuple("admin", Role.OPERATE));
  }

  @Test
  void takesSeveralUsersOfThePageInWhateverOrderTheLinesCome() throws Exception {
    String page =
        """
        %sstats auth one:first
          stats hide-version
          stats auth two:second:colon
          stats show-desc the pair of the shop
          stats show-legends
          stats show-node here
          stats scope redis
        """;
    ProcessConfig looking = read(PAGE.formatted(page.formatted(""))).config();
    assertThat(looking.stats().auth().orElseThrow().username()).contains("one");
    assertThat(looking.stats().users())
        .extracting(StatsUserSection::username, StatsUserSection::role)
        .containsExactly(tuple("two", Role.VIEW));
    assertThat(looking.stats().showVersion()).isFalse();
    assertThat(looking.stats().description()).contains("the pair of the shop");

    ProcessConfig acting = read(PAGE.formatted(page.formatted("stats admin if TRUE\n  "))).config();
    assertThat(acting.stats().auth()).isEmpty();
    assertThat(acting.stats().users())
        .extracting(StatsUserSection::username, StatsUserSection::role)
        .containsExactly(tuple("one", Role.OPERATE), tuple("two", Role.OPERATE));
    assertThat(acting.stats().users().get(1).password().orElseThrow().text())
        .isEqualTo("second:colon");
  }

  /** Whoever is meant by such a condition is not known here: nobody acts, rather than everybody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats admin if LOCALHOST\n  stats auth one:first",
        "stats admin unless TRUE\n  stats auth one:first",
        "stats admin\n  stats auth one:first",
        "stats admin if TRUE"
      })
  void letsNobodyActUnderAnotherConditionOrWithoutALogin(String lines) throws Exception {
    Imported imported = read(PAGE.formatted(lines));
    assertThat(imported.config().stats().users()).isEmpty();
    assertThat(imported.outcomes())
        .anyMatch(outcome ->
            outcome.kind() == CfgOutcome.Kind.EXPLAINED
                && outcome.directive().equals("stats admin"));
  }

  @Test
  void routesOnlyWhenItIsAskedTo() throws Exception {
    Imported imported =
        HaproxyFile.read(
            SEED, new Options(true, false), HaproxyFileTest::none, (read, problems) -> {});

    assertThat(imported.config().mode()).isEqualTo(ProcessConfig.Mode.ROUTE_ONLY);
  }

  @Test
  void takesTheSocketsOfTheStatistics() throws Exception {
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(
        file,
        """
        global
          stats socket /run/a.sock mode 660 level admin expose-fd listeners user haproxy
          stats timeout 30s
          maxconn 1000
          stats socket ipv4@127.0.0.1:9999 level user
          stats socket unix@/run/b.sock
        listen redis
          bind :6379
          mode tcp
          server a 10.0.0.1:6379 check
          server b 10.0.0.2:6379 check backup
        """);

    RuntimeApiSection api =
        HaproxyFile.read(file, USUAL, HaproxyFileTest::none, (read, problems) -> {})
            .config()
            .runtimeApi();

    assertThat(api.required()).isFalse();
    assertThat(api.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(api.sockets())
        .containsExactly(
            new RuntimeApiSection.Socket(
                Optional.of(Path.of("/run/a.sock")),
                Optional.of("660"),
                Optional.empty(),
                0,
                RuntimeLevel.ADMIN),
            new RuntimeApiSection.Socket(
                Optional.empty(),
                Optional.empty(),
                Optional.of("127.0.0.1"),
                9999,
                RuntimeLevel.USER),
            new RuntimeApiSection.Socket(
                Optional.of(Path.of("/run/b.sock")),
                Optional.empty(),
                Optional.empty(),
                0,
                RuntimeLevel.OPERATOR));
  }

  @Test
  void givesEachDirectiveOneOutcome() throws Exception {
    List<CfgOutcome> outcomes =
        HaproxyFile.read(SEED, USUAL, HaproxyFileTest::none, (read, problems) -> {}).outcomes();
    List<String> lines = Files.readAllLines(SEED);
    Set<Integer> saying =
        IntStream.rangeClosed(1, lines.size())
            .filter(line -> !lines.get(line - 1).strip().matches("#.*|"))
            .boxed()
            .collect(Collectors.toSet());

    assertThat(outcomes.stream().map(CfgOutcome::line).collect(Collectors.toSet()))
        .isEqualTo(saying);
    assertThat(outcomes)
        .contains(
            new CfgOutcome(6, "stats timeout", CfgOutcome.Kind.TAKEN, "`runtimeApi.timeout`."));
    assertThat(outcomes.stream().map(o -> o.line() + o.directive() + o.kind()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stick-table type ip size 1m          | stick-table    | There are no stick tables
          load-server-state-from-file global   | load-server-state-from-file | no file of states
          option splice-auto                   | option splice-auto | without the kernel's splice
          email-alert to a@b.invalid           | email-alert    | sends no mail
          bind :7000 ssl crt x.pem             | bind ssl       | TLS is not available yet
          bind :7000 accept-proxy              | bind accept-proxy | PROXY protocol is not available yet
          default-server send-proxy            | default-server send-proxy | PROXY protocol is not available yet
          balence roundrobin                   | balence        | did you mean `balance`?
          tcp-request connection reject        | tcp-request    | run with --lenient
          timeout client soon                  | timeout client | The value is no time
          timeout client 999999999999d         | timeout client | The time is too long
          timeout client 1s 2s                 | timeout client | More than one value
          maxconn many                         | maxconn        | no whole number
          default-server weight 0              | default-server weight | Weight 0
          default-server check port 7000       | default-server port | remove the parameter
          server three 10.0.0.3:6379 check     | server         | has 3 servers; keep two
          default-server observe layer7        | default-server observe | Only `layer4`
          log 127.0.0.1 local0 loud            | log            | The level is unknown
          stats auth nobody                    | stats auth     | set it as `user:password`
          default-server disabled              | default-server disabled | not supported
          """)
  void namesTheLineTheDirectiveAndWhatToDo(String line, String directive, String sentence) {
    String before = PAIR.substring(0, PAIR.indexOf("  server"));
    String after = PAIR.substring(PAIR.indexOf("  server"));
    int number = line.startsWith("server") ? 9 : 7;
    String text = line.startsWith("server") ? PAIR + line : before + line + "\n" + after;

    assertThatThrownBy(() -> read(text))
        .message()
        .contains("haproxy.cfg:" + (line.startsWith("default-server") ? "" : number))
        .contains(directive + ": ")
        .contains(sentence)
        .doesNotContain("do-not-show-me");
  }

  @Test
  void leavesOutWhatItDoesNotKnowWhenItIsAskedTo() throws Exception {
    Imported imported =
        HaproxyFile.read(
            write(PAIR + "  tcp-request connection reject\n"),
            new Options(false, true),
            HaproxyFileTest::none,
            (read, problems) -> {});

    assertThat(imported.outcomes())
        .filteredOn(outcome -> outcome.kind() == CfgOutcome.Kind.WARNING)
        .singleElement()
        .hasToString(
            "line 9: tcp-request: It has no counterpart here; remove it, or run with --lenient to"
                + " leave it out. It is left out, as --lenient asks.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"  stick on src\n", "  bind :7000 ssl\n", "  option splice-auto\n"})
  void refusesWhatWouldBeUnsafeWithoutItEvenThen(String line) {
    assertThatThrownBy(() ->
            HaproxyFile.read(
                write(PAIR + line),
                new Options(false, true),
                HaproxyFileTest::none,
                (read, problems) -> {}))
        .isInstanceOf(InvalidFileException.class);
  }

  @Test
  void refusesSeveralPairsByNameAndConvertsThemToAFileEach() throws Exception {
    String both = PAIR + PAIR.replace("listen redis", "listen other").replace("10.0.0", "10.0.1");

    assertThatThrownBy(() -> read(both))
        .hasMessageContaining(":9:1: The file has several pairs of servers (redis, other)")
        .hasMessageContaining("convert FILE --into FOLDER");
    List<Converted> converted = HaproxyFile.convert(write(both), USUAL, HaproxyFileTest::none);
    assertThat(converted).extracting(Converted::name).containsExactly("redis", "other");
    assertThat(converted.get(1).yaml())
        .contains("recordFile: other-record.json")
        .contains("passwordFile: other-redis-password");
    assertThat(converted.get(1).secrets())
        .isEqualTo(Map.of("other-redis-password", "do-not-show-me"));
  }

  @Test
  void refusesTwoSectionsInFrontOfTheSameServers() {
    String second = "frontend a\n bind :1\n default_backend redis\n";

    assertThatThrownBy(() -> read(second + PAIR))
        .hasMessageContaining("a leads to the same servers; keep one");
  }

  @Test
  void goesToTheServersThatAreUsedWithoutACondition() throws Exception {
    String back = PAIR.replace("listen redis", "backend redis").replaceAll("(?m)^ *bind .*\\R", "");
    String front = "frontend clients\n bind :6379\n default_backend none\n use_backend ";
    String others = "backend none\nbackend later\n";

    assertThat(read(front + "redis\n use_backend later\n" + back + others).config().servers())
        .isEqualTo(read(PAIR).config().servers());
    assertThatThrownBy(() -> read(front + "none\n" + others))
        .hasMessageContaining(":5:1: server: backend none has 0 servers; keep two");
    assertThatThrownBy(() -> read(front + "redis if { src 10.0.0.0/8 }\n" + back + others))
        .hasMessageStartingWith(folder.resolve("haproxy.cfg") + ":4:1: use_backend: There is one")
        .hasMessageEndingWith("remove the condition, or the line.");
  }

  /** HAProxy refuses them, too. */
  @Test
  void namesEachBackendThatIsNotThereAndEachServerThatIsThereTwice() throws Exception {
    String twice = PAIR + "  server one 10.0.0.9:6379\n";
    assertThatThrownBy(() -> read("frontend f\n bind :1\n default_backend nope\n" + PAIR))
        .hasMessageContaining(
            ":3:1: default_backend: There is no section `backend nope`; correct the name.");
    String overruled = "defaults\n default_backend nope\nfrontend f\n bind :1\n default_backend ";
    assertThat(
            read(
                overruled
                    + "b\n"
                    + PAIR.replace("listen redis", "backend b")
                        .replaceAll("(?m)^ *bind .*\\R", "")))
        .isNotNull();
    assertThatThrownBy(() -> read(twice))
        .hasMessageMatching(
            "(?s).*server: The server of line \\d+ has the same name; rename one.*");
  }

  @Test
  void readsNoCommentsAndTellsWhereOtherTextIsNoUtf8() throws Exception {
    byte[] commented = ("# K\u00fchl\n" + PAIR).getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin1.cfg"), commented);
    assertThat(
            HaproxyFile.read(file, USUAL, HaproxyFileTest::none, (read, problems) -> {})
                .config()
                .servers())
        .isEqualTo(read(PAIR).config().servers());
    Files.write(file, (PAIR + "  log-tag K\u00fchl\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(
            () -> HaproxyFile.read(file, USUAL, HaproxyFileTest::none, (read, problems) -> {}))
        .hasMessageContaining("It has bytes that are not UTF-8; save the file as UTF-8");
  }

  @Test
  void saysThatRangesOfPortsAreNotUsed() {
    assertThatThrownBy(() -> read(PAIR + "  bind :6380-6389\n"))
        .hasMessageContaining("bind: Ranges of ports are not used here; set one port.");
  }

  @Test
  void keepsPasswordsOutOfWhatItWritesAndOfWhatItSays() throws Exception {
    Converted converted = HaproxyFile.convert(write(PAIR), USUAL, HaproxyFileTest::none).getFirst();

    assertThat(converted.yaml())
        .contains("passwordFile: redis-password")
        .doesNotContain("do-not-show-me");
    assertThat(converted.toString()).doesNotContain("do-not-show-me");
    assertThat(read(PAIR).toString()).doesNotContain("do-not-show-me");
    for (String broken :
        List.of(
            PAIR.replace("send AUTH", "send PING\\r\\nAUTH"),
            PAIR.replace("tcp-check send ", ""),
            PAIR.replace("tcp-check send AUTH\\ ", "\n"),
            PAIR.replace("tcp-check send", "tcp-check sned"),
            PAIR.replace("tcp-check send AUTH", "tcp-check send \"AUTH"),
            "stats auth admin:do-not-show-me")) {
      assertThatThrownBy(() -> read(broken)).message().doesNotContain("do-not-show-me");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUTH\\ someone\\ do-not-show-me\\r\\n",
        "\"AUTH someone do-not-show-me\\r\\n\"",
        "*3\\r\\n$4\\r\\nAUTH\\r\\n$7\\r\\nsomeone\\r\\n$14\\r\\ndo-not-show-me\\r\\n",
        "auth\\ someone\\ \\\"do-not-show-me\\\"\\r\\nPING\\r\\n",
        "\"AUTH someone ${SECRET}\\r\\n\""
      })
  void findsTheLoginOfTheCheckHoweverItIsWritten(String sent) throws Exception {
    String text = PAIR.replace("AUTH\\ do-not-show-me\\r\\n", sent);

    ProcessConfig config =
        HaproxyFile.read(
                write(text),
                USUAL,
                name -> Optional.of("do-not-show-me").filter(value -> name.equals("SECRET")),
                (read, problems) -> {})
            .config();

    assertThat(config.auth().orElseThrow().username()).contains("someone");
    assertThat(config.auth().orElseThrow().password().orElseThrow().text())
        .isEqualTo("do-not-show-me");
    assertThat(config.check().steps()).contains("auth");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          send-lf AUTH\\ %[var(check.pw)]\\r\\n       | A login in a format
          send-binary-lf 4155544820610d0a              | A login in a format
          send AUTH\\ \\"my\\ secret\\"\\r\\n           | quotes or backslashes
          send AUTH\\ \\"a\\\\\\"b\\"\\r\\n              | quotes or backslashes
          auth                                         | no rule of HAProxy
          """)
  void refusesALoginThatItCannotRead(String rule, String sentence) {
    assertThatThrownBy(() -> read(PAIR.replace("send AUTH\\ do-not-show-me\\r\\n", rule)))
        .hasMessageContaining("tcp-check")
        .hasMessageContaining(sentence);
  }

  @Test
  void takesTheStateBeforeTheFirstCheck() throws Exception {
    String text = PAIR.replaceAll("(?m)( check)\\b", "$1 init-state fully-down");

    assertThat(read(text).config().check().initial())
        .isEqualTo(CheckSection.InitialState.FULLY_DOWN);
    assertThatThrownBy(() -> read(text.replace("fully-down", "sideways")))
        .hasMessageContaining("server init-state: `sideways`")
        .hasMessageNotContaining("check.initial");
  }

  /** A check sends and expects bytes; a password is a text. */
  @Test
  void keepsTheBytesOfARule() throws Exception {
    String text =
        PAIR.replace("do-not-show-me", "p\\xc3\\xa9")
            .replace("expect string +OK", "expect string \\xc3\\xa9\\xff\u00e9");

    ProcessConfig config = read(text).config();

    assertThat(config.auth().orElseThrow().password().orElseThrow().text()).isEqualTo("p\u00e9");
    assertThat(config.check().steps()).contains("expect string \\xc3\\xa9\\xff\\xc3\\xa9");
  }

  @Test
  void replacesTheRulesOfDefaultsByThoseOfTheDefaultsThatInheritThem() throws Exception {
    String text =
        """
        defaults first
          option tcp-check
          tcp-check send PING\\r\\n
        defaults second from first
          tcp-check send ECHO\\ a\\r\\n
        """
            + PAIR.replaceAll("(?m)^  (option tcp-check|tcp-check.*)\n", "")
                .replace("listen redis", "listen redis from second");

    assertThat(read(text).config().check().steps()).containsExactly("send ECHO\\ a\\r\\n");
  }

  @Test
  void placesAMistakeThatOnlyTheSettingsShowAtItsLine() {
    assertThatThrownBy(() -> read(PAIR.replace("10.0.0.2", "10.0.0.1")))
        .hasMessageContaining("haproxy.cfg:8:1: server: The same address as `server` (line 7)");
    assertThatThrownBy(() -> read(PAIR.replace("expect string", "expect strong")))
        .hasMessageContaining("haproxy.cfg:6:1: tcp-check: Not a check step: ");
  }

  @Test
  void saysWhatAStartRefusesInTheDirectivesOfTheFile() throws Exception {
    UnaryOperator<String> wording = read(PAIR).wording();
    assertThat(wording.apply("listen: cannot bind 0.0.0.0:6379 (taken); or set listen.port."))
        .isEqualTo("`bind` (line 3): cannot bind 0.0.0.0:6379 (taken); or set `bind` (line 3).");
    assertThat(wording.apply("auth: login failed; correct the password under auth."))
        .isEqualTo(
            "`tcp-check` (line 5): login failed; correct the password under `tcp-check` (line 5).");
    assertThat(wording.apply("Not safe; correct this, or set `mode: RouteOnly`."))
        .isEqualTo("Not safe; correct this, or start it with --route-only.");
    assertThat(wording.apply("servers.master: far; set servers.master.replicationAddress."))
        .startsWith("`server` (line 7): far; set servers.master.replicationAddress.")
        .contains("No directive of ", " says servers.master.replicationAddress; `standalone")
        .endsWith("writes a file for --config, which can.");
  }

  @Test
  void saysThatAByteOrderMarkIsInTheWay() {
    assertThatThrownBy(() -> read("\ufeff" + PAIR))
        .hasMessageContaining("haproxy.cfg:1:1: The file begins with a byte-order mark")
        .hasMessageNotContaining("stands in no section");
  }

  @Test
  void tellsAFileOfOneLineFromOthers() throws Exception {
    assertThat(read(PAIR).isOneLine()).isFalse();
    assertThat(read(PAIR.lines().map(String::strip).collect(Collectors.joining(" "))).isOneLine())
        .isTrue();
  }

  @Test
  void listensOnTheFamilyThatTheFileNames() throws Exception {
    for (String any : List.of("*:6379", ":6379", "0.0.0.0:6379", "ipv4@*:6379")) {
      assertThat(read(PAIR.replaceFirst("bind \\S+", "bind " + any)).config().listen().address())
          .isEqualTo("0.0.0.0");
    }
    for (String all : List.of(":::6379", "[::]:6379", "ipv6@*:6379", "ipv6@:6379")) {
      assertThat(read(PAIR.replaceFirst("bind \\S+", "bind " + all)).config().listen().address())
          .isEqualTo("::");
    }
  }

  @Test
  void listensOnEveryAddressOfASection() throws Exception {
    assertThat(listening("bind 10.0.0.9:6379,10.0.0.8:6379\n bind [fd00::1]:6380"))
        .containsExactly("10.0.0.9:6379", "10.0.0.8:6379", "[fd00::1]:6380");
    assertThat(listening("bind :6379,:6380")).containsExactly("0.0.0.0:6379", "0.0.0.0:6380");
  }

  @Test
  void leavesOutAnAddressThatAnotherOneCovers() throws Exception {
    assertThat(listening("bind 10.0.0.9:6379\n bind *:6379")).containsExactly("0.0.0.0:6379");
    assertThat(listening("bind *:6379\n bind :::6379\n bind :6380"))
        .containsExactly(":::6379", "0.0.0.0:6380");
    assertThat(listening("bind 10.0.0.9:6379,10.0.0.9:6379")).containsExactly("10.0.0.9:6379");
  }

  private List<String> listening(String binds) throws Exception {
    ListenSection listen = read(PAIR.replaceFirst("bind \\S+", binds)).config().listen();
    List<String> all = new ArrayList<>(List.of(listen.address() + ":" + listen.port()));
    all.addAll(listen.additional());
    return all;
  }

  @Test
  void countsFailedConnectionsAsTheFileSays() throws Exception {
    CheckSection check =
        read(PAIR.replaceAll(" check", " check observe layer4 error-limit 7 on-error mark-down"))
            .config()
            .check();
    assertThat(check.observe()).isTrue();
    assertThat(check.errorLimit()).isEqualTo(7);
    assertThat(check.onError()).isEqualTo(ConnectionErrors.OnError.MARK_DOWN);
    Imported one = read(PAIR.replaceFirst("6379 check", "6379 check observe layer4"));
    assertThat(one.config().check().observe()).isTrue();
    assertThat(one.outcomes()).anyMatch(line -> line.toString().contains("count for both"));
    assertThat(read(PAIR.replaceAll(" check", " check observe none")).config().check().observe())
        .isFalse();
  }

  @Test
  void takesNoMoreConnectionsOfTheRuntimeApiThanThereCanBe() throws Exception {
    assertThat(read("global\n stats maxconn 5000\n" + PAIR).config().runtimeApi().maxConnections())
        .isEqualTo(1000);
  }

  @Test
  void checksByAConnectWhereTheFileHasNoRules() throws Exception {
    String bare = PAIR.replaceAll("(?m)^  tcp-check.*\n", "");

    assertThat(read(bare).config().check().steps()).containsExactly("connect");
    assertThat(read(bare.replace("  option tcp-check\n", "")).config().check().steps())
        .containsExactly("connect");
  }

  @Test
  void readsNothingBehindAParameterThatIsRefused() {
    assertThatThrownBy(() -> read(PAIR.replace("check backup", "ssl crt secret.pem backup")))
        .isInstanceOfSatisfying(
            InvalidFileException.class, invalid -> assertThat(invalid.problems()).hasSize(1))
        .message()
        .doesNotContain("secret.pem");
  }

  @Test
  void readsNoMoreSectionsThanItCanInherit() {
    assertThatThrownBy(() -> read(PAIR + "userlist x\n".repeat(1_000)))
        .hasMessageContaining("more than 1000 sections");
  }

  @Test
  void inheritsFromTheDefaultsThatASectionNames() throws Exception {
    String defaults =
        """
        defaults slow
          mode tcp
          timeout client 1h
        defaults fast from slow
          timeout connect 100
        defaults other
          mode http
        """;
    ProcessConfig config =
        read(defaults
                + PAIR.replace("listen redis", "listen redis from fast")
                    .replace("  mode tcp\n", ""))
            .config();

    assertThat(config.timeouts().client()).isEqualTo(Duration.ofHours(1));
    assertThat(config.timeouts().connect()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void readsNoMoreThanAFileMayHave() throws Exception {
    assertThatThrownBy(() -> read("#".repeat((1 << 20) + 1)))
        .hasMessageContaining("more than 1048576 bytes");
    assertThatThrownBy(() -> read("bogus\n".repeat(10_000)))
        .isInstanceOfSatisfying(
            InvalidFileException.class, invalid -> assertThat(invalid.problems()).hasSize(101))
        .hasMessageEndingWith("9901 more mistakes are not named; correct these first.");
  }

  private Imported read(String text) throws Exception {
    return HaproxyFile.read(write(text), USUAL, HaproxyFileTest::none, (read, problems) -> {});
  }

  private static Optional<String> none(String unused) {
    return Optional.empty();
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("haproxy.cfg"), text);
  }
}
