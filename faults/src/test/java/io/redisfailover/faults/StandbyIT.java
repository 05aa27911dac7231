package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The standby is away, stale, emptied or written to, with and without a failure of the active
 * server.
 */
@Timeout(300)
class StandbyIT {
  @TempDir Path folder;

  @Test
  void aStandbyThatWasAwayIsNotPromotedWhenTheActiveServerDiesToo() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      backup.kill();
      long before = trial.workload().acknowledged();
      installation.awaitThat(
          "1000 more writes", () -> trial.workload().acknowledged() > before + 1000);
      trial.strike(() -> {
        master.kill();
        backup.launch();
      });
      FaultTrial.rest(Duration.ofSeconds(4));
      assertThat(backup.isPrimary()).describedAs("the stale standby is promoted").isFalse();
      master.launch();
      trial.awaitWriting();
      trial.conclude("12 standby away, then the active server too", Server.MASTER, trial.oneEach());
    }
  }

  @Test
  void aServerThatCrashesWhileItsStandbyIsGoneServesAgainWithoutAQuestion() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      backup.kill();
      FaultTrial.rest(Duration.ofSeconds(7));
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      backup.launch();
      trial.conclude("2.6 standby down for 7 s, then a crash", Server.MASTER, trial.oneEach());
    }
  }

  @Test
  void aStandbyFromAnOldSnapshotIsNotPromoted() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.RDB).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      backup.call("SAVE");
      FaultTrial.rest(Duration.ofSeconds(1));
      backup.kill();
      // The link stays cut, so that the snapshot does not catch up.
      installation.link(Server.MASTER).set(Server.BACKUP.displayName(), LinkFault.SILENT);
      backup.launch();
      FaultTrial.rest(Duration.ofSeconds(2));
      master.call("SAVE");
      trial.strike(master::kill);
      FaultTrial.rest(Duration.ofSeconds(4));
      assertThat(backup.isPrimary()).describedAs("the old snapshot is promoted").isFalse();
      installation.link(Server.MASTER).heal(Server.BACKUP.displayName());
      master.launch();
      trial.awaitWriting();
      // What came after the last snapshot is gone with the only server that had it.
      installation.awaitSafeOn(Server.MASTER);
      trial.workload().close();
      assertThat(backup.digests()).isEqualTo(master.digests());
    }
  }

  @Test
  void aStandbyWhoseLinkWasDownForAWhileIsNotPromoted() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      installation.link(Server.MASTER).set(Server.BACKUP.displayName(), new LinkFault.Reset());
      FaultTrial.rest(Duration.ofSeconds(2));
      trial.strike(master::kill);
      FaultTrial.rest(Duration.ofSeconds(4));
      assertThat(backup.isPrimary()).describedAs("a standby without the last 2 s").isFalse();
      installation.link(Server.MASTER).heal(Server.BACKUP.displayName());
      master.launch();
      trial.awaitWriting();
      trial.conclude(
          "2.10 link down for 2 s, then the active server is killed",
          Server.MASTER,
          trial.oneEach());
    }
  }

  @Test
  void aStandbyThatDiesAndReturnsEmptyIsNotNoticedByClients() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis backup = installation.server(Server.BACKUP);
      trial.strike(() -> {
        backup.kill();
        backup.launch();
      });
      installation.awaitSafeOn(Server.MASTER);
      assertThat(trial.workload().errorsInPhase()).isZero();
      assertThat(trial.workload().journals())
          .extracting(Journal::longestPause)
          .allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(5)));
      trial.conclude("13 the standby is killed and restarts empty", Server.MASTER, 0);
    }
  }

  @Test
  void aClientThatWritesToTheStandbyItselfIsRefused() {
    try (Installation installation = Installation.in(folder).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis backup = installation.server(Server.BACKUP);
      trial.strike(() -> {});
      assertThat(refusal(backup)).startsWith("-READONLY");
      assertThat(backup.call("EXISTS", "stray")).isEqualTo("0");
      trial.conclude("19 a client writes to the standby itself", Server.MASTER, 0);
    }
  }

  @Test
  void aStandbyThatSomebodyMadeAMasterIsNotFollowed() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis backup = installation.server(Server.BACKUP);
      trial.strike(() -> backup.call("REPLICAOF", "NO", "ONE"));
      FaultTrial.rest(Duration.ofSeconds(3));
      assertThat(installation.proxies()).allMatch(proxy -> proxy.routesTo(Server.MASTER));
      assertThat(trial.workload().errorsInPhase()).isZero();
      trial.conclude("2.10 an administrator sends NO ONE to the standby", Server.MASTER, 0);
    }
  }

  /**
   * Redis does it itself: the old server pauses its clients and follows the new one. An observer
   * that sees two primaries for a moment parks the new one; else it goes on.
   */
  @Test
  void aFailoverThatAnAdministratorOrdersFromRedisItselfLeadsToNoQuestion() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      trial.strike(
          () -> master.call("FAILOVER", "TO", "127.0.0.1", Integer.toString(backup.port())));
      FaultTrial.rest(Duration.ofSeconds(3));
      trial.awaitWritingFromNow();
      trial.conclude(
          "2.10 an administrator sends FAILOVER to the active server", installation.routedNow(), 0);
    }
  }

  private static String refusal(RestartableRedis server) {
    try (RespClient client = server.connect()) {
      return client.call("SET", "stray", "1");
    }
  }
}
