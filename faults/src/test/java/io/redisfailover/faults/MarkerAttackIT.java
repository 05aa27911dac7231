package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerLibrary;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application that may write functions attacks the markers. It has no key; it may read all that
 * is stored, and write whatever it likes under the names of the markers.
 */
@Timeout(300)
class MarkerAttackIT {
  /** Longer than any decision of a proxy or the controller takes. */
  private static final Duration ENOUGH = Duration.ofSeconds(3);

  @TempDir Path folder;

  private static String library(String name, String body) {
    return "#!lua name="
        + name
        + "\nredis.register_function{function_name='"
        + name
        + "',callback=function() "
        + body
        + " end,flags={'no-writes','allow-stale'}}";
  }

  private static String marker(String text) {
    return "return '" + text + "'";
  }

  static Stream<List<String>> forgeries() {
    String master = MarkerLibrary.MASTER.libraryName();
    String backup = MarkerLibrary.BACKUP.libraryName();
    String next = MarkerLibrary.NEXT.libraryName();
    return Stream.of(
        List.of(library(backup, marker("999999999999999998 backup"))),
        List.of(library(master, marker("999999999999999999 master"))),
        List.of(library(next, marker("999999999999999998 backup"))),
        List.of(library(master, marker("1 master")), library(next, marker("2 backup"))),
        List.of(library(master, marker("12345678901234567890 master"))),
        List.of(
            library(master, "while true do end"),
            library(backup, "while true do end"),
            library(next, "while true do end")),
        List.of(library(next, "return string.rep('x', 230 * 1024 * 1024)")),
        List.of(library(next, "return '" + "x".repeat(3 << 20) + "'")));
  }

  /** Nothing changes, and what was forged is replaced; the next failover is as good as any. */
  @ParameterizedTest
  @MethodSource("forgeries")
  void whatIsForgedIsNeitherExecutedNorBelieved(List<String> libraries) {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      for (String code : libraries) {
        assertThat(master.call("FUNCTION", "LOAD", "REPLACE", code)).startsWith("redisfailover_");
      }
      staysOn(installation, Server.MASTER);
      awaitWritten(master);
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      trial.conclude("26 forged markers, then kill -9", Server.BACKUP, trial.oneEach());
    }
  }

  @Test
  void whatIsDeletedAgainAndAgainDelaysNoFailover() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      long end = System.nanoTime() + ENOUGH.toNanos();
      while (System.nanoTime() < end) {
        master.call("FUNCTION", "FLUSH");
        assertThat(installation.routedNow()).isEqualTo(Server.MASTER);
      }
      trial.strike(() -> {
        master.call("FUNCTION", "FLUSH");
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      trial.conclude("27 deleted markers, then kill -9", Server.BACKUP, trial.oneEach());
    }
  }

  /** Everything of an older epoch is valid, and proves nothing in a newer one. */
  @Test
  void whatWasValidOnceMovesNoClientWhenItIsPutBack() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      List<String> before = stored(master);
      trial.strike(() -> {});
      trial.switchTo(Server.BACKUP);
      trial.switchTo(Server.MASTER);
      awaitWritten(master);
      for (String code : before) {
        assertThat(master.call("FUNCTION", "LOAD", "REPLACE", code)).startsWith("redisfailover_");
      }
      staysOn(installation, Server.MASTER);
      awaitWritten(master);
      assertThat(stored(master)).doesNotContainAnyElementsOf(before);
      assertThat(backup.isPrimary()).isFalse();
      trial.conclude("28 an older epoch's markers are put back", Server.MASTER, 0);
    }
  }

  /** No two libraries of a server may have a function of the same name. */
  @Test
  void aFunctionThatIsCalledLikeAMarkerKeepsNoMarkerAndNoStandbyOut() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      awaitWritten(master);
      String taken =
          Stream.of(MarkerLibrary.values())
              .map(library -> library.libraryName().toUpperCase(Locale.ROOT))
              .map("redis.register_function('%s', function() end)"::formatted)
              .collect(Collectors.joining("\n"));
      try (RespClient client = master.connect()) {
        client.demandAtOnce(
            List.of(
                List.of("FUNCTION", "FLUSH"),
                List.of("FUNCTION", "LOAD", "#!lua name=taken\n" + taken)));
      }
      awaitWritten(master);
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      awaitWritten(installation.server(Server.BACKUP));
      trial.conclude(
          "30 a marker's function is taken, then kill -9", Server.BACKUP, trial.oneEach());
    }
  }

  @Test
  void aMarkerOfAnotherInstallationIsShownAndLeftAlone() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      MarkerKeys others = MarkerKeys.parse("the key of another installation, as long as any");
      List<String> write =
          MarkerLibrary.write(new Marker(999_999, Server.MASTER), "a".repeat(40), others)
              .getFirst();
      assertThat(master.call(write.toArray(String[]::new))).startsWith("redisfailover_");
      staysOn(installation, Server.MASTER);
      assertThat(stored(master)).contains(write.getLast());
      StandaloneProcess leader = installation.leader();
      installation.awaitThat(
          "the problem",
          () -> leader.tell("--status").text().contains("an unknown key has signed"));
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      trial.conclude("29 a foreign marker, then kill -9", Server.BACKUP, trial.oneEach());
    }
  }

  private static void staysOn(Installation installation, Server active) {
    Awaitility.await()
        .during(ENOUGH)
        .atMost(ENOUGH.multipliedBy(3))
        .until(() -> installation.routedNow() == active);
  }

  private static void awaitWritten(RestartableRedis server) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            MarkerLibrary.list().stream()
                    .map(ask -> server.call(ask.toArray(String[]::new)))
                    .filter(reply -> reply.contains("redis-failover marker 1: "))
                    .count()
                == 2);
  }

  /** {@return the code of each library that a server holds under a marker's name} */
  private static List<String> stored(RestartableRedis server) {
    List<String> codes = new ArrayList<>();
    for (List<String> ask : MarkerLibrary.list()) {
      String reply = server.call(ask.toArray(String[]::new));
      int code = reply.indexOf("#!lua");
      if (code >= 0) {
        codes.add(reply.substring(code).strip());
      }
    }
    return codes;
  }
}
