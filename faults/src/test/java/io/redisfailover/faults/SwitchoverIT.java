package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.link.Tripwire;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Planned switches under load, and the standby failing in the middle of one. */
@Timeout(600)
class SwitchoverIT {
  private static final int SWITCHES = 100;
  private static final String PARK = "REPLICAOF\r\n$9\r\n127.0.0.1\r\n$1\r\n1\r\n";
  private static final String PROMOTE = "REPLICAOF\r\n$2\r\nNO\r\n$3\r\nONE\r\n";

  @TempDir Path folder;

  @Test
  void aHundredSwitchesUnderLoadLoseNothingAndDoNothingTwice() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation, FaultTrial.BUSY);
        RouteWatch routes = RouteWatch.of(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      long full = fullResyncs(master) + fullResyncs(backup);
      Server active = Server.MASTER;
      trial.strike(() -> {});
      for (int i = 0; i < SWITCHES; i++) {
        active = active.other();
        trial.switchTo(active);
      }
      trial.conclude("14 100 switchovers under load", active, 0);
      for (Journal journal : trial.workload().journals()) {
        if (journal.library() == ClientLibrary.JEDIS) {
          assertThat(installation.server(active).call("GET", journal.counter()))
              .describedAs("counter of " + journal.name())
              .isEqualTo(Long.toString(journal.countedAcknowledged()));
        }
      }
      assertThat(fullResyncs(master) + fullResyncs(backup))
          .describedAs("full resyncs")
          .isEqualTo(full);
      assertThat(routes.contradictions()).isEmpty();
    }
  }

  @Test
  void aSwitchOverALinkThatIsUpAndCarriesNothingIsNotBegun() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() ->
          installation.link(Server.MASTER).set(Server.BACKUP.displayName(), LinkFault.SILENT));
      FaultTrial.rest(Duration.ofSeconds(1));
      StandaloneProcess.Said said = installation.leader().switchover(Server.BACKUP);
      assertThat(said.status()).describedAs(said.text()).isEqualTo(409);
      assertThat(said.text()).contains("does not keep up");
      for (StandaloneProcess proxy : installation.proxies()) {
        assertThat(proxy.log()).doesNotContain("a switchover is in progress");
      }
      installation.link(Server.MASTER).heal(Server.BACKUP.displayName());
      trial.conclude("15 switch over a link that carries nothing", Server.MASTER, 0);
    }
  }

  @Test
  void aSwitchToAStandbyThatIsFarBehindIsRefusedAndChangesNothing() {
    try (Installation installation =
            Installation.in(folder)
                .linked()
                .serverOptions(
                    "--repl-backlog-size", "128mb", "--client-output-buffer-limit", "replica 0 0 0")
                .start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      installation.link(Server.MASTER).set(Server.BACKUP.displayName(), LinkFault.SILENT);
      String block = "x".repeat(1024 * 1024);
      for (int i = 0; i < 50; i++) {
        installation.server(Server.MASTER).call("SET", "block:" + i, block);
      }
      trial.strike(() -> {});
      StandaloneProcess.Said said = installation.leader().switchover(Server.BACKUP);
      assertThat(said.status()).describedAs(said.text()).isEqualTo(409);
      assertThat(trial.workload().errorsInPhase()).isZero();
      installation.link(Server.MASTER).heal(Server.BACKUP.displayName());
      trial.conclude("15 switchover to a standby 50 MB behind", Server.MASTER, 0);
    }
  }

  @Test
  void aStandbyThatHangsWhenTheActiveServerIsParkedMakesTheSwitchGoBack() {
    interrupted(
        "15 standby hangs at step 4",
        Server.MASTER,
        PARK,
        installation -> {
          installation.server(Server.BACKUP).hang();
          return true;
        },
        installation -> installation.server(Server.BACKUP).resume());
  }

  @Test
  void aParkThatArrivesLateWhileTheStandbyHangsIsTakenBack() {
    interrupted(
        "15 standby hangs at step 4, and the park is late",
        Server.MASTER,
        PARK,
        installation -> {
          installation.server(Server.BACKUP).hang();
          FaultTrial.rest(Duration.ofMillis(800));
          return true;
        },
        installation -> installation.server(Server.BACKUP).resume());
  }

  @Test
  void aStandbyThatDiesWhenTheActiveServerIsParkedMakesTheSwitchGoBack() {
    interrupted(
        "15 standby killed at step 4",
        Server.MASTER,
        PARK,
        installation -> {
          installation.server(Server.BACKUP).kill();
          return true;
        },
        installation -> installation.server(Server.BACKUP).launch());
  }

  @Test
  void aStandbyThatDiesBeforeItsPromotionArrivesLosesNothing() {
    interrupted(
        "15 standby killed at step 6, before the promotion",
        Server.BACKUP,
        PROMOTE,
        installation -> {
          installation.server(Server.BACKUP).kill();
          return false;
        },
        installation -> installation.server(Server.BACKUP).launch());
  }

  @Test
  void aPromotionThatArrivesLateIsNotMetByAnUnparkedOldServer() {
    interrupted(
        "2.10 the promotion is five seconds late",
        Server.BACKUP,
        PROMOTE,
        installation -> {
          FaultTrial.rest(Duration.ofSeconds(5));
          return true;
        },
        installation -> {});
  }

  @Test
  void aPromotionWhoseReplyIsLostIsNotUndone() {
    interrupted(
        "2.10 promotion sent, reply lost",
        Server.BACKUP,
        PROMOTE,
        installation -> {
          installation.link(Server.BACKUP).set("p0", new LinkFault.Silent(false, true));
          return true;
        },
        installation -> installation.link(Server.BACKUP).heal("p0"));
  }

  /** What happens as the command is on its way, and whether the command still arrives. */
  private interface Deed {
    boolean at(Installation installation);
  }

  private interface Repair {
    void of(Installation installation);
  }

  /** A switchover to Backup during which something happens as a command is on its way. */
  private void interrupted(String fault, Server to, String command, Deed deed, Repair repair) {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      BooleanSupplier action = () -> deed.at(installation);
      Tripwire wire = new Tripwire(command, 1, action);
      installation.link(to).arm("p0", wire);
      trial.strike(() -> {});
      installation.awaitThat(
          "the command to be sent",
          () -> {
            installation.leader().switchover(Server.BACKUP);
            return wire.tripped();
          });
      if (command.equals(PARK)) {
        // Before its commit point a switch that fails goes back, whatever became of the standby.
        installation.awaitRoutedTo(Server.MASTER);
        trial.awaitWritingFromNow();
      } else {
        FaultTrial.rest(Duration.ofSeconds(3));
      }
      repair.of(installation);
      installation.awaitOneRoute();
      trial.awaitWritingFromNow();
      Server active = installation.routedNow();
      trial.conclude(fault, active, 0);
    }
  }

  private static long fullResyncs(RestartableRedis server) {
    return Long.parseLong(server.info("sync_full"));
  }
}
