package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.proxy.check.MisbehavingServer.Behaviour;
import io.redisfailover.proxy.check.MisbehavingServer.Client;
import io.redisfailover.realredis.process.FreePort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The verdicts of HAProxy 2.6.12, which was given the same scripts and the same servers; the texts
 * are its own, but for line ends, which are shown as escapes here.
 */
class CheckConformanceTest {
  private static final List<String> SEED =
      List.of(
          "connect",
          "send AUTH\\ password\\r\\n",
          "send PING\\r\\n",
          "expect string +PONG",
          "send QUIT\\r\\n",
          "expect string +OK");
  private static final List<String> SEED_WITH_QUIT_FIRST =
      List.of(
          "connect",
          "send AUTH\\ password\\r\\n",
          "send PING\\r\\n",
          "send QUIT\\r\\n",
          "expect string +PONG",
          "expect string +OK");

  /** Time of a check that is expected to reach a verdict: long, so that a busy machine passes. */
  private static final Duration GENEROUS = Duration.ofSeconds(20);

  /** Time of a check that is expected to run out of it. */
  private static final Duration SHORT = Duration.ofMillis(400);

  private final CheckBench bench = new CheckBench();

  @AfterEach
  void stop() {
    bench.close();
  }

  /** One row: what the server does, the script, HAProxy's verdict and words. */
  record Row(
      String server, Behaviour behaviour, List<String> script, CheckStatus status, String words) {
    @Override
    public String toString() {
      return server + ", script of " + script.size() + ": " + status + " " + words;
    }
  }

  static final List<Row> VERDICTS =
      List.of(
          row("normal", answering("+OK\r\n+PONG\r\n"), SEED, CheckStatus.L7OK, "(tcp-check)"),
          row(
              "byte by byte",
              client -> {
                client.awaits("PING\r\n");
                client.saysByteByByte("+OK\r\n+PONG\r\n", 5);
                client.awaits("QUIT\r\n");
                client.saysByteByByte("+OK\r\n", 5);
              },
              SEED,
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "no password configured, AUTH is an error",
              answering("-ERR AUTH called without any password\r\n+PONG\r\n"),
              SEED,
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "-ERR max number of clients and close",
              client -> {
                client.awaits("PING\r\n");
                client.says("-ERR max number of clients reached\r\n");
              },
              SEED,
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+PONG' at step 4"),
          row(
              "FIN at once",
              Client::saysNoMore,
              SEED,
              CheckStatus.L7RSP,
              "TCPCHK got an empty response at step 4"),
          row(
              "RST at once",
              client -> {
                client.awaits("PING\r\n");
                client.resets();
              },
              SEED,
              CheckStatus.SOCKERR,
              "Connection reset by peer at step 4 of tcp-check (expect string '+PONG')"),
          row(
              "answer, then RST",
              client -> {
                client.says("-ERR no\r\n");
                client.pauses(200);
                client.resets();
              },
              List.of("connect", "expect string +PONG"),
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+PONG' at step 2"),
          row(
              "wrong password, QUIT before the expects",
              closingAfterQuit("-WRONGPASS invalid\r\n-NOAUTH Authentication required.\r\n"),
              SEED_WITH_QUIT_FIRST,
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+PONG' at step 5"),
          row(
              "right password, QUIT before the expects",
              closingAfterQuit("+OK\r\n+PONG\r\n"),
              SEED_WITH_QUIT_FIRST,
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "-WRONGPASS, min-recv 5",
              saying("-WRONGPASS invalid\r\n"),
              List.of("connect", "expect min-recv 5 string +OK"),
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+OK' at step 2"),
          row(
              "-LOADING, min-recv 5",
              saying("-LOADING"),
              List.of("connect", "expect min-recv 5 string +PONG"),
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+PONG' at step 2"),
          row(
              "-LOADING, !rstring",
              saying("-LOADING"),
              List.of("connect", "expect ! rstring ^-"),
              CheckStatus.L7RSP,
              "TCPCHK matched unwanted content (regex) at step 2"),
          row(
              "unwanted content",
              saying("-ERR\r\n"),
              List.of("connect", "expect ! string -ERR"),
              CheckStatus.L7RSP,
              "TCPCHK matched unwanted content '-ERR' at step 2"),
          row(
              "wanted content, negated with min-recv",
              saying("+PONG\r\n"),
              List.of("connect", "expect min-recv 1 ! string -ERR"),
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "FIN without a byte, negated",
              Client::saysNoMore,
              List.of("connect", "expect ! string -ERR"),
              CheckStatus.L7RSP,
              "TCPCHK got an empty response at step 2"),
          row(
              "a NUL before the match",
              saying("a\0b+PONG"),
              List.of("connect", "expect string +PONG"),
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "two expects on the same bytes",
              saying("+PONG"),
              List.of("connect", "expect string +P", "expect string NG"),
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "a comment",
              saying("-LOADING"),
              List.of("connect", "expect comment hello min-recv 2 string +PONG"),
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+PONG' at step 2 comment: hello"),
          row(
              "a line end in the pattern",
              client -> {
                client.says("-x\r\n");
                client.saysNoMore();
              },
              List.of("connect", "expect string +PONG\\r\\n"),
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+PONG\\r\\n' at step 2"),
          row(
              "more bytes than the buffer holds",
              saying("x".repeat(40_000)),
              List.of("connect", "expect string +PONG"),
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+PONG' at step 2"),
          row(
              "the match ends with the buffer",
              saying("x".repeat(16_383) + "y"),
              List.of("connect", "expect string xy"),
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "the match begins in the buffer and ends beyond it",
              saying("x".repeat(16_384) + "y"),
              List.of("connect", "expect string xy"),
              CheckStatus.L7RSP,
              "TCPCHK did not match content 'xy' at step 2"),
          row(
              "a second connect",
              answering("+PONG\r\n"),
              List.of(
                  "connect",
                  "send PING\\r\\n",
                  "expect string +PONG",
                  "connect",
                  "send PING\\r\\n",
                  "expect string +PONG"),
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "says no more, but listens",
              client -> {
                client.says("+A");
                client.saysNoMore();
              },
              List.of("connect", "expect min-recv 9 string +A", "send B", "expect string x"),
              CheckStatus.L7RSP,
              "TCPCHK got an empty response at step 4"),
          row(
              "bytes beyond the buffer remain for the next expect",
              saying("x".repeat(16_384) + "+PONG"),
              List.of("connect", "expect !string -ERR", "send A", "expect string +PONG"),
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "a reset that an expect had no use for, then a second connect",
              sayingThenResetting("+A"),
              List.of("connect", "expect min-recv 9 string +A", "connect"),
              CheckStatus.SOCKERR,
              "Connection reset by peer at step 3 of tcp-check (connect)"),
          row(
              "a reset that an expect had no use for, then a send",
              sayingThenResetting("+A"),
              List.of("connect", "expect min-recv 9 string +A", "send B comment b"),
              CheckStatus.SOCKERR,
              "Broken pipe at step 3 of tcp-check (send) comment: 'b'"),
          row(
              "passes on a condition",
              saying("+PONG"),
              List.of("connect", "expect string +PONG ok-status L7OKC on-success fine\\ %sp%%."),
              CheckStatus.L7OKC,
              "fine PORT%."),
          row(
              "redis-check, an error and close",
              client -> {
                client.awaits("PING\r\n");
                client.says("-ERR no\r\nmore");
                client.saysNoMore();
              },
              List.of("redis-check"),
              CheckStatus.L7STS,
              "-ERR no"),
          row("no rules", Client::hangs, List.of(), CheckStatus.L4OK, ""),
          row("connect only", Client::hangs, List.of("connect"), CheckStatus.L4OK, "(tcp-check)"),
          row(
              "send only",
              Client::hangs,
              List.of("connect", "send PING\\r\\n"),
              CheckStatus.L7OK,
              "(tcp-check)"),
          row(
              "no connect in the script: steps count from the first one in it",
              client -> {
                client.says("-x\r\n");
                client.saysNoMore();
              },
              List.of("expect string +PONG"),
              CheckStatus.L7RSP,
              "TCPCHK did not match content '+PONG' at step 1"));

  static final List<Row> TIMEOUTS =
      List.of(
          timeout("hangs", Client::hangs, SEED, 4, "+PONG"),
          timeout(
              "-WRONGPASS, then -NOAUTH",
              answering("-WRONGPASS invalid\r\n-NOAUTH Authentication required.\r\n"),
              SEED,
              4,
              "+PONG"),
          timeout("-LOADING", answering("-LOADING Redis is loading\r\n"), SEED, 4, "+PONG"),
          timeout("-MASTERDOWN", answering("-MASTERDOWN Link is down\r\n"), SEED, 4, "+PONG"),
          timeout("-BUSY", answering("-BUSY Redis is busy\r\n"), SEED, 4, "+PONG"),
          timeout(
              "answers only after QUIT",
              client -> {
                client.awaits("QUIT\r\n");
                client.says("+OK\r\n+PONG\r\n+OK\r\n");
              },
              SEED,
              4,
              "+PONG"),
          timeout(
              "byte by byte, too slowly",
              client -> {
                client.awaits("PING\r\n");
                client.saysByteByByte("+OK\r\n+PONG\r\n", 1000);
              },
              SEED,
              4,
              "+PONG"),
          timeout("answers PING, hangs at QUIT", pongOnly(), SEED, 6, "+OK"),
          timeout(
              "role:slave",
              saying("role:slave\r\n"),
              List.of("connect", "send info\\ replication\\r\\n", "expect string role:master"),
              3,
              "role:master"),
          timeout(
              "no match of a negation, connection stays open",
              saying("+PONG\r\n"),
              List.of("connect", "send PING\\r\\n", "expect ! string -ERR"),
              3,
              "-ERR"),
          new Row(
              "no byte, and a pattern that needs none",
              Client::hangs,
              List.of("connect", "expect rstring x*"),
              CheckStatus.L7TOUT,
              "at step 2 of tcp-check (expect regex)"),
          new Row(
              "a format that yields nothing, fewer bytes than min-recv",
              saying("+OK"),
              List.of("connect", "expect min-recv 9 string-lf %[var(check.a)]"),
              CheckStatus.L7TOUT,
              "at step 2 of tcp-check (expect log-format string)"),
          new Row(
              "a row of expects waits at the negated one",
              saying("+OK"),
              List.of(
                  "connect", "comment c", "expect min-recv 0 !string O-", "expect string +PONG"),
              CheckStatus.L7TOUT,
              "at step 3 of tcp-check (expect string 'O-') comment: 'c'"),
          new Row(
              "redis-check, whose time-out has no words",
              Client::hangs,
              List.of("redis-check"),
              CheckStatus.L7TOUT,
              ""),
          timeout(
              "fewer bytes than the pattern, min-recv 0",
              saying("+P"),
              List.of("connect", "expect min-recv 0 string +PONG"),
              2,
              "+PONG"),
          timeout(
              "fewer bytes than min-recv",
              saying("+PONG"),
              List.of("connect", "expect min-recv 20 string +PONG"),
              2,
              "+PONG"),
          timeout(
              "a send throws away what was read",
              saying("+PONG"),
              List.of("connect", "expect string +P", "send X", "expect string +PONG"),
              4,
              "+PONG"));

  @ParameterizedTest(name = "{0}")
  @FieldSource("VERDICTS")
  void judgesAsHaproxyDoes(Row row) throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(row.behaviour())) {
      CheckResult result = bench.check(server.port(), CheckScript.parse(row.script()), GENEROUS);
      assertThat(result.detail().replace(Integer.toString(server.port()), "PORT"))
          .isEqualTo(row.words());
      assertThat(result.status()).isEqualTo(row.status());
    }
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("TIMEOUTS")
  void waitsForMoreAsHaproxyDoes(Row row) throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(row.behaviour())) {
      CheckResult result = bench.check(server.port(), CheckScript.parse(row.script()), SHORT);
      assertThat(result.detail()).isEqualTo(row.words());
      assertThat(result.status()).isEqualTo(row.status());
      assertThat(result.duration()).isGreaterThanOrEqualTo(SHORT);
    }
  }

  @Test
  void reportsASocketErrorWhenTheServerResetsAConversationWhicheverStepMeetsIt()
      throws IOException {
    MisbehavingServer.Behaviour resetsOnceSpokenTo =
        client -> {
          client.awaits("A");
          client.resets();
        };
    try (MisbehavingServer server = new MisbehavingServer(resetsOnceSpokenTo)) {
      CheckResult result = bench.check(server.port(), CheckScript.parse(SEED), GENEROUS);
      assertThat(result.status()).isEqualTo(CheckStatus.SOCKERR);
      assertThat(result.detail()).contains(" at step ");
    }
  }

  /** A reset that is there before the check has seen its connection made is met by the connect. */
  @Test
  void reportsAResetAtOnceByTheStepThatMeetsItTheConnectAsMuchAsALaterOne() throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(Client::resets)) {
      CheckResult result = bench.check(server.port(), CheckScript.parse(SEED), GENEROUS);
      assertThat(result.status())
          .isEqualTo(
              result.detail().endsWith("at step 1 of tcp-check (connect)")
                  ? CheckStatus.L4CON
                  : CheckStatus.SOCKERR);
    }
  }

  @Test
  void reportsARefusedConnection() throws IOException {
    CheckResult result = bench.check(FreePort.find(), CheckScript.parse(SEED), GENEROUS);
    assertThat(result.status()).isEqualTo(CheckStatus.L4CON);
    assertThat(result.detail()).isEqualTo("Connection refused at step 1 of tcp-check (connect)");
  }

  @Test
  void reportsARefusedConnectionOfAScriptWithoutAConnect() throws IOException {
    CheckResult result =
        bench.check(FreePort.find(), CheckScript.parse(List.of("expect string x")), GENEROUS);
    assertThat(result.detail())
        .isEqualTo("Connection refused at initial connection step of tcp-check");
  }

  @Test
  void reportsALayer4TimeoutWhenConnectionsAreDropped() throws IOException {
    try (FullBacklog dropsSyns = new FullBacklog()) {
      CheckResult result = bench.check(dropsSyns.port(), CheckScript.parse(SEED), SHORT);
      assertThat(result.status()).isEqualTo(CheckStatus.L4TOUT);
      assertThat(result.detail()).isEqualTo("at step 1 of tcp-check (connect)");
    }
  }

  private static Behaviour answering(String toPing) {
    return client -> {
      client.awaits("PING\r\n");
      client.says(toPing);
      client.awaits("QUIT\r\n");
      client.says("+OK\r\n");
    };
  }

  private static Behaviour closingAfterQuit(String answers) {
    return client -> {
      client.awaits("QUIT\r\n");
      client.says(answers + "+OK\r\n");
    };
  }

  private static Behaviour pongOnly() {
    return client -> {
      client.awaits("PING\r\n");
      client.says("+OK\r\n+PONG\r\n");
      client.hangs();
    };
  }

  private static Behaviour sayingThenResetting(String text) {
    return client -> {
      client.says(text);
      client.pauses(200);
      client.resets();
    };
  }

  private static Behaviour saying(String text) {
    return client -> {
      client.says(text);
      client.hangs();
    };
  }

  private static Row row(
      String server, Behaviour behaviour, List<String> script, CheckStatus status, String words) {
    return new Row(server, behaviour, script, status, words);
  }

  private static Row timeout(
      String server, Behaviour behaviour, List<String> script, int step, String awaited) {
    String words = "at step " + step + " of tcp-check (expect string '" + awaited + "')";
    return new Row(server, behaviour, script, CheckStatus.L7TOUT, words);
  }
}
