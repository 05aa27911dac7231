package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.client.Findings;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.Persistence;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both servers are away at the same time: what is there afterwards, and who decides. */
@Timeout(300)
class ColdStartIT {
  @TempDir Path folder;

  @Test
  void bothServersReturnWithTheirDataAndTheRecordedActiveOneGoesOn() {
    try (Installation installation = aof();
        Trial trial = Trial.begin(installation)) {
      trial.strike(() -> {
        killBoth(installation);
        installation.server(Node.BACKUP).launch();
        Trial.rest(Duration.ofSeconds(2));
        installation.server(Node.MASTER).launch();
      });
      trial.awaitWriting();
      trial.conclude("11 both killed, both back with their AOF", Node.MASTER, trial.oneEach());
    }
  }

  @Test
  void theServerWithTheDataIsTheSourceWhenTheActiveOneHasLostItsVolume() {
    try (Installation installation = aof();
        Trial trial = Trial.begin(installation)) {
      trial.strike(() -> {
        killBoth(installation);
        installation.server(Node.MASTER).deleteData();
        installation.server(Node.MASTER).launch();
        installation.server(Node.BACKUP).launch();
      });
      installation.awaitThat(
          "a question or a route",
          () ->
              installation.leader().log().contains("promote")
                  || installation.leader().routesTo(Node.BACKUP));
      assertThat(installation.server(Node.BACKUP).call("EXISTS", "old:1"))
          .describedAs(installation.inWords())
          .isEqualTo("1");
      answerIfAsked(installation, Node.BACKUP);
      trial.awaitWriting();
      trial.conclude("11 both killed, the active one's volume gone", Node.BACKUP, trial.oneEach());
    }
  }

  @Test
  void theActiveServerIsTheSourceWhenTheStandbyHasLostItsVolume() {
    try (Installation installation = aof();
        Trial trial = Trial.begin(installation)) {
      trial.strike(() -> {
        killBoth(installation);
        installation.server(Node.BACKUP).deleteData();
        installation.server(Node.BACKUP).launch();
        Trial.rest(Duration.ofSeconds(2));
        installation.server(Node.MASTER).launch();
      });
      trial.awaitWriting();
      trial.conclude("11 both killed, the standby's volume gone", Node.MASTER, trial.oneEach());
    }
  }

  @Test
  void theDataDecideAndNotAnOldRecordWhenBothRestartAfterTheControllerWasAway() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.AOF).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      StandaloneProcess leader = installation.leader();
      StandaloneProcess other = installation.proxies().get(1);
      leader.kill();
      trial.strike(() -> installation.server(Node.MASTER).kill());
      installation.awaitThat("p1 to promote Backup", () -> other.routesTo(Node.BACKUP));
      long before = trial.workload().acknowledged();
      installation.awaitThat(
          "Backup to serve for a while", () -> trial.workload().acknowledged() > before + 1000);
      installation.server(Node.BACKUP).terminate();
      other.kill();
      installation.server(Node.MASTER).launch();
      installation.server(Node.BACKUP).launch();
      leader.launch();
      other.launch();
      trial.awaitWriting();
      trial.conclude(
          "2.10 controller away, Backup served, both restart", Node.BACKUP, trial.oneEach());
    }
  }

  @Test
  void nobodyGuessesWhenTheActiveServerDiedWhileNoProxyLooked() {
    try (Installation installation = aof();
        Trial trial = Trial.begin(installation)) {
      trial.workload().close();
      installation.leader().kill();
      installation.server(Node.MASTER).kill();
      installation.leader().launch();
      installation.awaitThat(
          "the question", () -> installation.leader().tell("--status").text().contains("Blocked"));
      Trial.rest(Duration.ofSeconds(3));
      assertThat(installation.server(Node.BACKUP).isMaster())
          .describedAs("nobody saw that Backup had everything")
          .isFalse();
      StandaloneProcess.Said said = installation.leader().tell("--promote", "Backup");
      assertThat(said.status()).describedAs(said.text()).isZero();
      installation.awaitRoutedTo(Node.BACKUP);
      installation.server(Node.MASTER).launch();
      trial.conclude("2.10 active server dead, every proxy restarted", Node.BACKUP, 0);
    }
  }

  @Test
  void aProxyThatStartsLaterFindsTheServerThatWasPromotedThoughTheOtherOneIsDeadForGood() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.AOF).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      trial.strike(() -> installation.server(Node.MASTER).kill());
      installation.awaitRoutedTo(Node.BACKUP);
      installation.proxies().forEach(StandaloneProcess::kill);
      installation.proxies().forEach(StandaloneProcess::launch);
      trial.awaitWriting();
      installation.awaitRoutedTo(Node.BACKUP);
      Findings found =
          Findings.read(trial.workload().journals(), installation.server(Node.BACKUP).port());
      assertThat(found.lost()).hasSizeLessThanOrEqualTo(Math.toIntExact(trial.oneEach()));
      installation.server(Node.MASTER).launch();
      trial.conclude(
          "2.10 active server dead for good, proxies restarted after the promotion",
          Node.BACKUP,
          trial.oneEach());
    }
  }

  private Installation aof() {
    return Installation.in(folder).persistence(Persistence.AOF).start();
  }

  private static void killBoth(Installation installation) {
    // The active one first and both within a moment: nobody is promoted in between.
    Thread second = Thread.ofPlatform().start(() -> installation.server(Node.BACKUP).kill());
    installation.server(Node.MASTER).kill();
    try {
      second.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answerIfAsked(Installation installation, Node node) {
    if (!installation.leader().routesTo(node)) {
      StandaloneProcess.Said said = installation.leader().tell("--promote", node.displayName());
      assertThat(said.status()).describedAs(said.text()).isZero();
    }
  }
}
