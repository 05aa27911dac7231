package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.client.Journal;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.redis.Persistence;
import io.redisfailover.testbed.redis.RedisCall;
import io.redisfailover.testbed.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisException;

/** A server answers with an error, or slowly, and is not dead. */
@Timeout(300)
class ServerErrorsIT {
  private static final Duration BUSY = Duration.ofSeconds(30);
  private static final int KEYS_TO_LOAD = 3000;

  @TempDir Path folder;

  @Test
  void aMasterThatCannotWriteItsSnapshotIsNotLeftInAHurryAndStillTakesAReplica() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.RDB).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      RedisServer backup = installation.server(Node.BACKUP);
      trial.strike(() -> failSnapshots(master));
      Trial.rest(Duration.ofSeconds(3));
      assertThat(backup.isMaster()).isFalse();
      assertThat(trial.workload().errorsInPhase()).isZero();
      // The standby comes back empty: it must be able to attach to the server with the full disk.
      backup.kill();
      backup.deleteData();
      backup.launch();
      trial.conclude("18 snapshots fail on the active server", Node.MASTER, 0);
    }
  }

  @Test
  void aMasterThatRefusesWritesBecauseItsDiskIsFullIsNotLeftInAHurry() {
    try (Installation installation =
            Installation.in(folder)
                .persistence(Persistence.RDB)
                .serverOptions("--stop-writes-on-bgsave-error", "yes")
                .proxies(2)
                .start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      // The controller sets the option right; a person sets it wrong again.
      master.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "yes");
      trial.strike(() -> failSnapshots(master));
      Trial.rest(Duration.ofSeconds(3));
      assertThat(installation.server(Node.BACKUP).isMaster()).isFalse();
      assertThat(installation.proxies()).allMatch(proxy -> proxy.routesTo(Node.MASTER));
      master.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
      trial.awaitWritingFromNow();
      trial.conclude("18 the active server answers MISCONF", Node.MASTER, 0);
    }
  }

  @Test
  void aMasterWithoutMemoryIsNotLeftAndASwitchWorksNevertheless() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      trial.strike(() -> master.call("CONFIG", "SET", "maxmemory", "1"));
      Trial.rest(Duration.ofSeconds(2));
      assertThat(installation.proxies()).allMatch(proxy -> proxy.routesTo(Node.MASTER));
      assertThat(installation.server(Node.BACKUP).isMaster()).isFalse();
      installation.server(Node.BACKUP).call("CONFIG", "SET", "maxmemory", "1");
      trial.switchTo(Node.BACKUP);
      master.call("CONFIG", "SET", "maxmemory", "0");
      installation.server(Node.BACKUP).call("CONFIG", "SET", "maxmemory", "0");
      trial.awaitWritingFromNow();
      trial.conclude("18 no memory left, and a switch", Node.BACKUP, 0);
    }
  }

  @Test
  void aMasterThatRunsALongScriptIsNotLeft() {
    try (Installation installation =
            Installation.in(folder).serverOptions("--busy-reply-threshold", "500").start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      trial.strike(() ->
          Thread.ofPlatform()
              .daemon()
              .start(() -> quietly(master, "EVAL", "while true do end", "0")));
      Trial.rest(BUSY);
      assertThat(installation.server(Node.BACKUP).isMaster())
          .describedAs("promoted while the active server only was busy")
          .isFalse();
      master.call("SCRIPT", "KILL");
      trial.awaitWritingFromNow();
      trial.conclude("18 a script of 30 s on the active server", Node.MASTER, 0);
    }
  }

  @Test
  void aStandbyThatLoadsForLongIsNotWaitedForByAnybody() {
    try (Installation installation = Installation.in(folder).persistence(Persistence.AOF).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer backup = installation.server(Node.BACKUP);
      trial.strike(() -> {
        backup.kill();
        // 10 ms a key: at least 30 s for what the load had written.
        backup.launchWithoutWaiting(
            "--key-load-delay", "10000", "--loading-process-events-interval-bytes", "1024");
      });
      Trial.rest(Duration.ofSeconds(30));
      assertThat(trial.workload().errorsInPhase()).isZero();
      backup.kill();
      backup.launch();
      trial.conclude("18 the standby loads for 30 s", Node.MASTER, 0);
    }
  }

  @Test
  void anActiveServerThatLoadsForLongAfterItsRestartIsReplacedAndKeepsNobodyWaiting() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.AOF).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      installation.awaitThat(
          "enough to load", () -> trial.workload().acknowledged() > KEYS_TO_LOAD);
      trial.strike(() -> {
        master.kill();
        master.launchWithoutWaiting(
            "--key-load-delay", "10000", "--loading-process-events-interval-bytes", "1024");
      });
      trial.awaitWriting();
      assertThat(trial.workload().journals())
          .extracting(Journal::longestPause)
          .allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(15)));
      master.kill();
      master.launch();
      trial.conclude("18 the active server restarts and loads", Node.BACKUP, trial.oneEach());
    }
  }

  /** Its snapshots fail from now on, as on a full disk: the file is a folder. */
  private static void failSnapshots(RedisServer server) {
    try {
      Path home =
          Path.of(server.call("CONFIG", "GET", "dir").lines().skip(1).findFirst().orElseThrow());
      Files.deleteIfExists(home.resolve("dump.rdb"));
      Files.createDirectory(home.resolve("dump.rdb"));
      quietly(server, "SAVE");
      assertThat(server.call("BGSAVE")).contains("saving started");
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  private static void quietly(RedisServer server, String... command) {
    try {
      RedisCall.call(server.port(), command);
    } catch (JedisException expected) {
      // The command is meant to fail or to be ended.
    }
  }
}
