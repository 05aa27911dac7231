package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server reports that it is a primary, and its data is superseded or empty. */
@Timeout(300)
class StaleMasterIT {
  private static final int OWN_WRITES = 500;

  @TempDir Path folder;

  @Test
  void anOldMasterThatReturnsWithWritesOfItsOwnGetsNoClientsAndGivesThemUp() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(() -> isolate(installation));
      installation.awaitRoutedTo(Server.BACKUP);
      for (int i = 0; i < OWN_WRITES; i++) {
        master.call("SET", "own:" + i, "1");
      }
      heal(installation);
      trial.awaitWriting();
      trial.conclude(
          "20 superseded primary returns with 500 writes", Server.BACKUP, trial.oneEach());
      assertThat(installation.server(Server.BACKUP).call("EXISTS", "own:1")).isEqualTo("0");
      assertThat(installation.leader().log()).containsPattern("\\d+ bytes that only Master holds");
    }
  }

  @Tag("quick")
  @Test
  void anActiveServerThatRestartsAtOnceAsAnEmptyMasterIsNotServed() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation);
        DataWatch watch = DataWatch.of(installation.server(Server.BACKUP))) {
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(() -> {
        master.kill();
        master.launch("--replicaof", "no", "one");
      });
      trial.awaitWriting();
      trial.conclude(
          "2.10 active server restarts at once as an empty primary",
          Server.BACKUP,
          trial.oneEach());
      assertThat(watch.largestDrop()).isZero();
    }
  }

  @Test
  void aSupersededServerThatRestartsAsAnEmptyMasterChangesNothing() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      master.kill();
      installation.awaitRoutedTo(Server.BACKUP);
      trial.strike(() -> master.launch("--replicaof", "no", "one"));
      FaultTrial.rest(Duration.ofSeconds(2));
      assertThat(trial.workload().errorsInPhase()).isZero();
      trial.conclude(
          "2.10 superseded server restarts as an empty primary", Server.BACKUP, trial.oneEach());
    }
  }

  @Test
  void aProxyThatStartsAndSeesOnlyTheResumedOldMasterDoesNotRouteToIt() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      StandaloneProcess p0 = installation.leader();
      StandaloneProcess p1 = installation.proxies().get(1);
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(master::hang);
      installation.awaitRoutedTo(Server.BACKUP);
      p1.kill();
      // No process with the newer epoch can reach the superseded primary, and p1 cannot reach the
      // active server.
      installation.link(Server.MASTER).set(p0.name(), LinkFault.SILENT);
      installation.link(Server.BACKUP).set(p1.name(), LinkFault.SILENT);
      master.resume();
      p1.launch();
      installation.awaitThat("p1 to answer", () -> p1.status().isPresent());
      for (int i = 0; i < 40; i++) {
        assertThat(p1.routesTo(Server.MASTER))
            .describedAs("p1 routes to the superseded primary")
            .isFalse();
        FaultTrial.rest(Duration.ofMillis(100));
      }
      installation.link(Server.MASTER).heal(p0.name());
      installation.link(Server.BACKUP).heal(p1.name());
      trial.awaitWriting();
      List<Journal> all = trial.workload().journals();
      trial.conclude(
          "2.10 a proxy starts and sees only the superseded primary",
          Server.BACKUP,
          all.size(),
          all);
    }
  }

  private static void isolate(Installation installation) {
    for (String party : List.of("p0", "p1", Server.BACKUP.displayName())) {
      installation.link(Server.MASTER).set(party, LinkFault.SILENT);
    }
  }

  private static void heal(Installation installation) {
    for (String party : List.of("p0", "p1", Server.BACKUP.displayName())) {
      installation.link(Server.MASTER).heal(party);
    }
  }
}
