package io.redisfailover.proxy.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.proxy.config.RuntimeLevel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliSessionTest {
  private final CliSession admin = SampleView.session(RuntimeLevel.ADMIN);

  @Test
  void endsEachAnswerWithAnEmptyLine() {
    assertThat(sent(admin, "show version")).isEqualTo("0.1.0\n\n");
  }

  @Test
  void showsAPromptAfterEachAnswerWhenAskedTo() {
    assertThat(sent(admin, "prompt")).isEqualTo("\n> ");
    assertThat(sent(admin, "show version")).isEqualTo("0.1.0\n\n> ");
    assertThat(sent(admin, "prompt")).isEqualTo("\n");
    assertThat(admin.state().prompt()).isFalse();
  }

  @Test
  void closesWithoutAnAnswerWhenToldToQuit() {
    CliReply reply = reply(admin, "quit");
    assertThat(reply.closes()).isTrue();
    assertThat(reply.sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"  show   version  ", "show version ignored", "show\tversion"})
  void separatesWordsByBlanks(String command) {
    assertThat(sent(admin, command)).isEqualTo("0.1.0\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show versio", "SHOW version", "show versionx", "@1 show version"})
  void knowsNoShortenedAndNoMisspeltCommandAndProposesTheRightOne(String command) {
    assertThat(sent(admin, command))
        .startsWith(
            """
            Unknown command, but maybe one of the following ones is a better match:
              show version                            : show version of the current process
            """)
        .endsWith(
            """
              help [<command>]                        : list matching or all commands
              prompt                                  : toggle interactive mode with prompt
              quit                                    : disconnect

            """);
  }

  @Test
  void answersAnEmptyLineWithEveryCommand() {
    String all = sent(admin, "");
    assertThat(all)
        .startsWith("Unknown command. Please enter one of the following commands only:\n");
    assertThat(sent(admin, "help"))
        .startsWith("The following commands are valid at this level:\n")
        .endsWith(all.substring(all.indexOf('\n')));
  }

  @Test
  void helpsWithTheCommandsThatBeginWithAWord() {
    assertThat(sent(admin, "help show servers"))
        .contains("  show servers conn [<backend>]", "  show servers state [<backend>]")
        .doesNotContain("show stat ");
  }

  @ParameterizedTest(name = "{1} at level {0}")
  @CsvSource({
    "USER, show sess",
    "USER, show errors",
    "USER, operator",
    "USER, clear counters",
    "OPERATOR, clear counters all",
    "OPERATOR, set server redis/Master state maint",
    "OPERATOR, disable server redis/Master",
    "OPERATOR, set maxconn global 5",
    "OPERATOR, shutdown session 0x2a",
    "OPERATOR, shutdown sessions server redis/Master",
  })
  void deniesWhatTheLevelDoesNotAllow(RuntimeLevel level, String command) {
    assertThat(sent(SampleView.session(level), command)).isEqualTo("Permission denied\n\n");
  }

  @Test
  void neverRaisesALevelThatWasLowered() {
    assertThat(sent(admin, "user")).isEqualTo("\n");
    assertThat(sent(admin, "show cli level")).isEqualTo("user\n\n");
    assertThat(sent(admin, "operator")).isEqualTo("Permission denied\n\n");
    assertThat(sent(admin, "show sess")).isEqualTo("Permission denied\n\n");
  }

  @ParameterizedTest(name = "{0} is {1} ms")
  @CsvSource({"5, 5000", "5s, 5000", "1m, 60000", "1500ms, 1500", "1h, 3600000"})
  void changesTheTimeoutOfTheConnection(String delay, long millis) {
    assertThat(sent(admin, "set timeout cli " + delay)).isEqualTo("\n");
    assertThat(admin.state().timeout()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "set timeout, '''set timeout'' only supports ''cli''.'",
    "set timeout cli, Expects an integer value.",
    "set timeout cli x, Invalid timeout value.",
    "set timeout cli 0, Invalid timeout value.",
    "show servers state x, Can't find backend.",
    "show servers conn x, Can't find backend.",
    "show sess 0x1, Session not found.",
    "show sess x, Session not found.",
    "show stat x 4 2, No such proxy.",
  })
  void refusesWithHaproxysWords(String command, String words) {
    assertThat(sent(admin, command)).isEqualTo(words + "\n\n");
  }

  @Test
  void setsTheStateAndTheWeightOfAServer() {
    assertThat(sent(admin, "set server redis/Master state maint")).isEqualTo("\n");
    assertThat(sent(admin, "set server redis/Master weight 0")).isEqualTo("\n");
    assertThat(sent(admin, "get weight #1/#1")).isEqualTo("0 (initial 1)\n\n");
    assertThat(sent(admin, "set weight redis/Master 100%")).isEqualTo("\n");
    assertThat(sent(admin, "get weight redis/#1")).isEqualTo("1 (initial 1)\n\n");
  }

  @Test
  void saysWhyAServerIsNotChanged() {
    assertThat(sent(admin, "disable server redis/Backup")).isEqualTo("Not Backup.\n\n");
  }

  @Test
  void endsTheSessionsThatItIsToldTo() {
    assertThat(sent(admin, "shutdown session 0x2b")).isEqualTo("\n");
    assertThat(sent(admin, "show sess")).startsWith("0x2a: ").doesNotContain("0x2b");
    assertThat(sent(admin, "shutdown session 0x2b"))
        .isEqualTo("No such session (use 'show sess').\n\n");
    assertThat(sent(admin, "shutdown sessions server redis/Backup")).isEqualTo("\n");
    assertThat(sent(admin, "shutdown sessions server redis/Master")).isEqualTo("\n");
    assertThat(sent(admin, "show sess")).isEqualTo("\n");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "set maxconn global 20001, Value out of range.",
    "set maxconn frontend redis 0, Value out of range.",
    "set maxconn frontend redis 20000, ''",
    "set maxconn server redis/Master, Require <maxconn>.",
    "set maxconn server redis/Master 5, ''",
    "set maxconn server redis/none 5, No such server.",
    "set maxconn global x, Expects an integer value.",
  })
  void setsNoLimitThatTheProcessWasNotMeasuredFor(String command, String words) {
    assertThat(sent(admin, command)).isEqualTo(words.isEmpty() ? "\n" : words + "\n\n");
  }

  @Test
  void listsSessionsInHaproxysShape() {
    assertThat(sent(admin, "show sess"))
        .isEqualTo(
            """
            0x2a: proto=tcpv4 src=10.0.0.9:41178 fe=redis be=redis srv=Master ts=00 epoch=0 age=1m15s calls=0 rate=0 cpu=0 lat=0 rq[f=0h,i=0,an=00h,rx=,wx=,ax=] rp[f=0h,i=0,an=00h,rx=,wx=,ax=] scf=[8,0h,fd=-1] scb=[8,0h,fd=-1] exp= rc=0 c_exp=
            0x2b: proto=tcpv4 src=10.0.0.9:41178 fe=redis be=redis srv=<none> ts=00 epoch=0 age=1m15s calls=0 rate=0 cpu=0 lat=0 rq[f=0h,i=0,an=00h,rx=,wx=,ax=] rp[f=0h,i=0,an=00h,rx=,wx=,ax=] scf=[8,0h,fd=-1] scb=[8,0h,fd=-1] exp= rc=0 c_exp=

            """);
    assertThat(sent(admin, "show sess 0x2a"))
        .startsWith("0x2a: [22/Nov/2026:10:14:15.250000] id=42 proto=tcpv4 source=10.0.0.9:41178\n")
        .contains("\n  server=Master (id=1) addr=10.20.0.11:6379\n", "total=6)", "total=7)");
  }

  private static CliReply reply(CliSession session, String command) {
    return session.answer(command).toCompletableFuture().join();
  }

  private static String sent(CliSession session, String command) {
    return reply(session, command).sent();
  }
}
