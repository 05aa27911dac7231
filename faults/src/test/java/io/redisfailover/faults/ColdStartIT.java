package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.WriteAudit;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
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
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() -> {
        killBoth(installation);
        installation.server(Server.BACKUP).launch();
        FaultTrial.rest(Duration.ofSeconds(2));
        installation.server(Server.MASTER).launch();
      });
      trial.awaitWriting();
      trial.conclude("11 both killed, both back with their AOF", Server.MASTER, trial.oneEach());
    }
  }

  @Test
  void theServerWithTheDataIsTheSourceWhenTheActiveOneHasLostItsVolume() {
    try (Installation installation = aof();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() -> {
        killBoth(installation);
        installation.server(Server.MASTER).deleteData();
        installation.server(Server.MASTER).launch();
        installation.server(Server.BACKUP).launch();
      });
      installation.awaitThat(
          "a decision or a route",
          () ->
              installation.leader().log().contains("keep-data-of")
                  || installation.leader().routesTo(Server.BACKUP));
      assertThat(installation.server(Server.BACKUP).call("EXISTS", "old:1"))
          .describedAs(installation.inWords())
          .isEqualTo("1");
      answerIfAsked(installation, Server.BACKUP);
      trial.awaitWriting();
      trial.conclude(
          "11 both killed, the active server's volume lost", Server.BACKUP, trial.oneEach());
    }
  }

  @Test
  void theActiveServerIsTheSourceWhenTheStandbyHasLostItsVolume() {
    try (Installation installation = aof();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() -> {
        killBoth(installation);
        installation.server(Server.BACKUP).deleteData();
        installation.server(Server.BACKUP).launch();
        FaultTrial.rest(Duration.ofSeconds(2));
        installation.server(Server.MASTER).launch();
      });
      trial.awaitWriting();
      trial.conclude("11 both killed, the standby's volume lost", Server.MASTER, trial.oneEach());
    }
  }

  @Test
  void theDataDecideAndNotAnOldRecordWhenBothRestartAfterTheControllerWasAway() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      StandaloneProcess leader = installation.leader();
      StandaloneProcess other = installation.proxies().get(1);
      leader.kill();
      trial.strike(() -> installation.server(Server.MASTER).kill());
      installation.awaitThat("p1 to promote Backup", () -> other.routesTo(Server.BACKUP));
      long before = trial.workload().acknowledged();
      installation.awaitThat(
          "Backup to serve for a while", () -> trial.workload().acknowledged() > before + 1000);
      installation.server(Server.BACKUP).terminate();
      other.kill();
      installation.server(Server.MASTER).launch();
      installation.server(Server.BACKUP).launch();
      leader.launch();
      other.launch();
      trial.awaitWriting();
      trial.conclude(
          "2.10 controller away, Backup served, both restart", Server.BACKUP, trial.oneEach());
    }
  }

  @Test
  void nobodyGuessesWhenTheActiveServerDiedWhileNoProxyLooked() {
    try (Installation installation = aof();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.workload().close();
      installation.leader().kill();
      installation.server(Server.MASTER).kill();
      installation.leader().launch();
      installation.awaitThat(
          "the decision", () -> installation.leader().tell("--status").text().contains("Blocked"));
      FaultTrial.rest(Duration.ofSeconds(3));
      assertThat(installation.server(Server.BACKUP).isPrimary())
          .describedAs("Backup is promoted without sync evidence")
          .isFalse();
      StandaloneProcess.Said said = installation.leader().tell("--keep-data-of", "Backup");
      assertThat(said.status()).describedAs(said.text()).isZero();
      installation.awaitRoutedTo(Server.BACKUP);
      installation.server(Server.MASTER).launch();
      trial.conclude("2.10 active server killed, every proxy restarted", Server.BACKUP, 0);
    }
  }

  @Test
  void aProxyThatStartsLaterFindsTheServerThatWasPromotedThoughTheOtherOneIsDeadForGood() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() -> installation.server(Server.MASTER).kill());
      installation.awaitRoutedTo(Server.BACKUP);
      installation.proxies().forEach(StandaloneProcess::kill);
      installation.proxies().forEach(StandaloneProcess::launch);
      trial.awaitWriting();
      installation.awaitRoutedTo(Server.BACKUP);
      WriteAudit found =
          WriteAudit.read(trial.workload().journals(), installation.server(Server.BACKUP).target());
      assertThat(found.lost()).hasSizeLessThanOrEqualTo(Math.toIntExact(trial.oneEach()));
      installation.server(Server.MASTER).launch();
      trial.conclude(
          "2.10 active server never restarted, proxies restarted after the promotion",
          Server.BACKUP,
          trial.oneEach());
    }
  }

  private Installation aof() {
    return Installation.in(folder).persistence(DiskMode.AOF).start();
  }

  private static void killBoth(Installation installation) {
    // The active one first and both within a moment: nobody is promoted in between.
    Thread second = Thread.ofPlatform().start(() -> installation.server(Server.BACKUP).kill());
    installation.server(Server.MASTER).kill();
    try {
      second.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answerIfAsked(Installation installation, Server server) {
    if (!installation.leader().routesTo(server)) {
      StandaloneProcess.Said said =
          installation.leader().tell("--keep-data-of", server.displayName());
      assertThat(said.status()).describedAs(said.text()).isZero();
    }
  }
}
