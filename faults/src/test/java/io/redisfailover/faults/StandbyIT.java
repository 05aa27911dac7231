package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.client.Journal;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.redis.Persistence;
import io.redisfailover.testbed.redis.RedisCall;
import io.redisfailover.testbed.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisDataException;

/** The standby is away, behind, emptied or written to, before the active server dies or not. */
@Timeout(300)
class StandbyIT {
  @TempDir Path folder;

  @Test
  void aStandbyThatWasAwayIsNotPromotedWhenTheActiveServerDiesToo() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.AOF).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      RedisServer backup = installation.server(Node.BACKUP);
      backup.kill();
      long before = trial.workload().acknowledged();
      installation.awaitThat(
          "1000 more writes", () -> trial.workload().acknowledged() > before + 1000);
      trial.strike(() -> {
        master.kill();
        backup.launch();
      });
      Trial.rest(Duration.ofSeconds(4));
      assertThat(backup.isMaster()).describedAs("the stale standby is promoted").isFalse();
      master.launch();
      trial.awaitWriting();
      trial.conclude("12 standby away, then the active server too", Node.MASTER, trial.oneEach());
    }
  }

  @Test
  void aServerThatCrashesWhileItsStandbyIsGoneServesAgainWithoutAQuestion() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.AOF).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      RedisServer backup = installation.server(Node.BACKUP);
      backup.kill();
      Trial.rest(Duration.ofSeconds(7));
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      backup.launch();
      trial.conclude("2.6 standby gone for 7 s, then a crash", Node.MASTER, trial.oneEach());
    }
  }

  @Test
  void aStandbyFromAnOldSnapshotIsNotPromoted() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.RDB).proxies(2).linked().start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      RedisServer backup = installation.server(Node.BACKUP);
      backup.call("SAVE");
      Trial.rest(Duration.ofSeconds(1));
      backup.kill();
      // The link stays cut, so that the snapshot does not catch up.
      installation.link(Node.MASTER).set(Node.BACKUP.displayName(), LinkFault.SILENT);
      backup.launch();
      Trial.rest(Duration.ofSeconds(2));
      master.call("SAVE");
      trial.strike(master::kill);
      Trial.rest(Duration.ofSeconds(4));
      assertThat(backup.isMaster()).describedAs("the old snapshot is promoted").isFalse();
      installation.link(Node.MASTER).heal(Node.BACKUP.displayName());
      master.launch();
      trial.awaitWriting();
      // What came after the last snapshot is gone with the only server that had it.
      installation.awaitSafeOn(Node.MASTER);
      trial.workload().close();
      assertThat(backup.digest()).isEqualTo(master.digest());
    }
  }

  @Test
  void aStandbyWhoseLinkWasDownForAWhileIsNotPromoted() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.AOF).proxies(2).linked().start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      RedisServer backup = installation.server(Node.BACKUP);
      installation.link(Node.MASTER).set(Node.BACKUP.displayName(), new LinkFault.Reset());
      Trial.rest(Duration.ofSeconds(2));
      trial.strike(master::kill);
      Trial.rest(Duration.ofSeconds(4));
      assertThat(backup.isMaster()).describedAs("a standby without the last 2 s").isFalse();
      installation.link(Node.MASTER).heal(Node.BACKUP.displayName());
      master.launch();
      trial.awaitWriting();
      trial.conclude(
          "2.10 link down for 2 s, then the active server dies", Node.MASTER, trial.oneEach());
    }
  }

  @Test
  void aStandbyThatDiesAndReturnsEmptyIsNotNoticedByClients() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer backup = installation.server(Node.BACKUP);
      trial.strike(() -> {
        backup.kill();
        backup.launch();
      });
      installation.awaitSafeOn(Node.MASTER);
      assertThat(trial.workload().errorsInPhase()).isZero();
      assertThat(trial.workload().journals())
          .extracting(Journal::longestPause)
          .allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(5)));
      trial.conclude("13 the standby dies and returns empty", Node.MASTER, 0);
    }
  }

  @Test
  void aClientThatWritesToTheStandbyItselfIsRefused() {
    try (Installation installation = Installation.in(folder).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer backup = installation.server(Node.BACKUP);
      trial.strike(() -> {});
      assertThat(refusal(backup.port())).startsWith("READONLY");
      assertThat(backup.call("EXISTS", "stray")).isEqualTo("0");
      trial.conclude("19 a client writes to the standby itself", Node.MASTER, 0);
    }
  }

  @Test
  void aStandbyThatSomebodyMadeAMasterIsNotFollowed() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer backup = installation.server(Node.BACKUP);
      trial.strike(() -> backup.call("REPLICAOF", "NO", "ONE"));
      Trial.rest(Duration.ofSeconds(3));
      assertThat(installation.proxies()).allMatch(proxy -> proxy.routesTo(Node.MASTER));
      assertThat(trial.workload().errorsInPhase()).isZero();
      trial.conclude("2.10 somebody sends NO ONE to the standby", Node.MASTER, 0);
    }
  }

  private static String refusal(int port) {
    try {
      return RedisCall.call(port, "SET", "stray", "1");
    } catch (JedisDataException refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
