package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.client.Journal;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.redis.Persistence;
import io.redisfailover.testbed.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server says that it is a master, and should not be believed. */
@Timeout(300)
class StaleMasterIT {
  private static final int OWN_WRITES = 500;

  @TempDir Path folder;

  @Test
  void anOldMasterThatReturnsWithWritesOfItsOwnGetsNoClientsAndGivesThemUp() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      trial.strike(() -> isolate(installation));
      installation.awaitRoutedTo(Node.BACKUP);
      for (int i = 0; i < OWN_WRITES; i++) {
        master.call("SET", "own:" + i, "1");
      }
      heal(installation);
      trial.awaitWriting();
      trial.conclude(
          "20 old master returns as master with 500 writes", Node.BACKUP, trial.oneEach());
      assertThat(installation.server(Node.BACKUP).call("EXISTS", "own:1")).isEqualTo("0");
      assertThat(installation.leader().log()).containsPattern("\\d+ bytes that only Master holds");
    }
  }

  @Tag("quick")
  @Test
  void anActiveServerThatRestartsAtOnceAsAnEmptyMasterIsNotServed() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        Trial trial = Trial.begin(installation);
        DataWatch watch = DataWatch.of(installation.server(Node.BACKUP))) {
      RedisServer master = installation.server(Node.MASTER);
      trial.strike(() -> {
        master.kill();
        master.launch("--replicaof", "no", "one");
      });
      trial.awaitWriting();
      trial.conclude(
          "2.10 active server restarts at once as an empty master", Node.BACKUP, trial.oneEach());
      assertThat(watch.largestDrop()).isZero();
    }
  }

  @Test
  void aSupersededServerThatRestartsAsAnEmptyMasterChangesNothing() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      master.kill();
      installation.awaitRoutedTo(Node.BACKUP);
      trial.strike(() -> master.launch("--replicaof", "no", "one"));
      Trial.rest(Duration.ofSeconds(2));
      assertThat(trial.workload().errorsInPhase()).isZero();
      trial.conclude("2.10 old master restarts as an empty master", Node.BACKUP, trial.oneEach());
    }
  }

  @Test
  void aProxyThatStartsAndSeesOnlyTheResumedOldMasterDoesNotRouteToIt() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.AOF).proxies(2).linked().start();
        Trial trial = Trial.begin(installation)) {
      StandaloneProcess p0 = installation.leader();
      StandaloneProcess p1 = installation.proxies().get(1);
      RedisServer master = installation.server(Node.MASTER);
      trial.strike(master::hang);
      installation.awaitRoutedTo(Node.BACKUP);
      p1.kill();
      // Nobody who knows better can reach the old master, and p1 cannot reach the new one.
      installation.link(Node.MASTER).set(p0.name(), LinkFault.SILENT);
      installation.link(Node.BACKUP).set(p1.name(), LinkFault.SILENT);
      master.resume();
      p1.launch();
      installation.awaitThat("p1 to answer", () -> p1.status().isPresent());
      for (int i = 0; i < 40; i++) {
        assertThat(p1.routesTo(Node.MASTER)).describedAs("p1 routes to the old master").isFalse();
        Trial.rest(Duration.ofMillis(100));
      }
      installation.link(Node.MASTER).heal(p0.name());
      installation.link(Node.BACKUP).heal(p1.name());
      trial.awaitWriting();
      List<Journal> all = trial.workload().journals();
      trial.conclude(
          "2.10 a proxy starts and sees only the old master", Node.BACKUP, all.size(), all);
    }
  }

  private static void isolate(Installation installation) {
    for (String party : List.of("p0", "p1", Node.BACKUP.displayName())) {
      installation.link(Node.MASTER).set(party, LinkFault.SILENT);
    }
  }

  private static void heal(Installation installation) {
    for (String party : List.of("p0", "p1", Node.BACKUP.displayName())) {
      installation.link(Node.MASTER).heal(party);
    }
  }
}
