package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers with an error, or slowly, has not failed. */
@Timeout(300)
class ServerErrorsIT {
  private static final Duration BUSY = Duration.ofSeconds(30);

  /** Longer than four times the usual time-out, which a starved machine is granted. */
  private static final Duration SLOW_COMMAND = Duration.ofSeconds(7);

  /** Long enough to move the clients if it came first. */
  private static final Duration NEXT_COMMAND = Duration.ofSeconds(4);

  private static final String LIBRARY =
      "#!lua name=x\nredis.register_function('x', function() end)";
  private static final int KEYS_TO_LOAD = 3000;

  @TempDir Path folder;

  @Test
  void aMasterThatCannotWriteItsSnapshotIsNotLeftInAHurryAndStillTakesAReplica() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.RDB).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      trial.strike(() -> failSnapshots(master));
      FaultTrial.rest(Duration.ofSeconds(3));
      assertThat(backup.isPrimary()).isFalse();
      assertThat(trial.workload().errorsInPhase()).isZero();
      // The standby comes back empty: it must be able to attach to the server with the full disk.
      backup.kill();
      backup.deleteData();
      backup.launch();
      trial.conclude("18 snapshots fail on the active server", Server.MASTER, 0);
    }
  }

  @Test
  void aMasterThatRefusesWritesBecauseItsDiskIsFullIsNotLeftInAHurry() {
    try (Installation installation =
            Installation.in(folder)
                .persistence(DiskMode.RDB)
                .serverOptions("--stop-writes-on-bgsave-error", "yes")
                .proxies(2)
                .start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      // The controller sets the option right; a person sets it wrong again.
      master.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "yes");
      trial.strike(() -> failSnapshots(master));
      FaultTrial.rest(Duration.ofSeconds(3));
      assertThat(installation.server(Server.BACKUP).isPrimary()).isFalse();
      assertThat(installation.proxies()).allMatch(proxy -> proxy.routesTo(Server.MASTER));
      master.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
      trial.awaitWritingFromNow();
      trial.conclude("18 the active server answers MISCONF", Server.MASTER, 0);
    }
  }

  @Test
  void aMasterWithoutMemoryIsNotLeftAndASwitchWorksNevertheless() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(() -> master.call("CONFIG", "SET", "maxmemory", "1"));
      FaultTrial.rest(Duration.ofSeconds(2));
      assertThat(installation.proxies()).allMatch(proxy -> proxy.routesTo(Server.MASTER));
      assertThat(installation.server(Server.BACKUP).isPrimary()).isFalse();
      installation.server(Server.BACKUP).call("CONFIG", "SET", "maxmemory", "1");
      trial.switchTo(Server.BACKUP);
      master.call("CONFIG", "SET", "maxmemory", "0");
      installation.server(Server.BACKUP).call("CONFIG", "SET", "maxmemory", "0");
      trial.awaitWritingFromNow();
      trial.conclude("18 no memory left, and a switch", Server.BACKUP, 0);
    }
  }

  /** A server whose memory is full refuses its markers, as any other write. */
  @Test
  void aFailedServerRejoinsOneThatHasNoMemoryForItsMarkers() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      backup.call("CONFIG", "SET", "maxmemory", "1");
      trial.strike(master::kill);
      installation.awaitThat("Backup to take over", backup::isPrimary);
      master.launch();
      installation.awaitThat(
          "Master to rejoin", () -> master.info("master_link_status").equals("up"));
      assertThatThrownBy(() -> backup.call("FUNCTION", "LOAD", "REPLACE", LIBRARY))
          .hasMessageStartingWith("OOM");
      backup.call("CONFIG", "SET", "maxmemory", "0");
      trial.awaitWritingFromNow();
      trial.conclude(
          "18 the promoted server has no memory for its markers", Server.BACKUP, trial.oneEach());
    }
  }

  @Test
  void aMasterThatRunsALongScriptIsNotLeft() {
    try (Installation installation =
            Installation.in(folder).serverOptions("--busy-reply-threshold", "500").start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(() ->
          Thread.ofPlatform()
              .daemon()
              .start(() -> quietly(master, "EVAL", "while true do end", "0")));
      FaultTrial.rest(BUSY);
      assertThat(installation.server(Server.BACKUP).isPrimary())
          .describedAs("promoted while the active server only was busy")
          .isFalse();
      master.call("SCRIPT", "KILL");
      trial.awaitWritingFromNow();
      trial.conclude("18 a script of 30 s on the active server", Server.MASTER, 0);
    }
  }

  /** Its client is cut off with all others, and sends the command to the server that took over. */
  @Test
  void aSlowCommandThatIsSentAgainMovesTheClientsOnce() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      trial.strike(() -> keepBusy(master, SLOW_COMMAND));
      installation.awaitThat("Backup to take over", backup::isPrimary);
      installation.awaitThat(
          "Master to rejoin",
          () -> installation.proxies().stream().allMatch(proxy -> proxy.isSafeOn(Server.BACKUP)));
      assertThat(installation.leader().tell("--status").text())
          .contains("Master gave no answer for ")
          .contains("it was busy for 7.0 s with DEBUG (entry ")
          .contains("silence counts as a failure after 6.0 s instead of 1.5 s");
      keepBusy(backup, NEXT_COMMAND);
      FaultTrial.rest(NEXT_COMMAND.plusSeconds(2));
      assertThat(backup.isPrimary()).isTrue();
      assertThat(master.isPrimary()).describedAs("the clients were moved once more").isFalse();
      trial.awaitWritingFromNow();
      trial.conclude(
          "18 slow commands, on one server and then on the other", Server.BACKUP, trial.oneEach());
    }
  }

  private static void keepBusy(RestartableRedis server, Duration time) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> quietly(server, "DEBUG", "SLEEP", Long.toString(time.toSeconds())));
  }

  @Test
  void aStandbyThatLoadsForLongIsNotWaitedForByAnybody() {
    try (Installation installation = Installation.in(folder).persistence(DiskMode.AOF).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis backup = installation.server(Server.BACKUP);
      trial.strike(() -> {
        backup.kill();
        // 10 ms a key: at least 30 s for what the load had written.
        backup.launchWithoutWaiting(
            "--key-load-delay", "10000", "--loading-process-events-interval-bytes", "1024");
      });
      FaultTrial.rest(Duration.ofSeconds(30));
      assertThat(trial.workload().errorsInPhase()).isZero();
      backup.kill();
      backup.launch();
      trial.conclude("18 the standby loads for 30 s", Server.MASTER, 0);
    }
  }

  @Test
  void anActiveServerThatLoadsForLongAfterItsRestartIsReplacedAndKeepsNobodyWaiting() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
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
      trial.conclude("18 the active server restarts and loads", Server.BACKUP, trial.oneEach());
    }
  }

  /** Its snapshots fail from now on, as on a full disk: the file is a folder. */
  private static void failSnapshots(RestartableRedis server) {
    try {
      Path home = server.dataFolder();
      Files.deleteIfExists(home.resolve("dump.rdb"));
      Files.createDirectory(home.resolve("dump.rdb"));
      quietly(server, "SAVE");
      assertThat(server.call("BGSAVE")).contains("saving started");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void quietly(RestartableRedis server, String... command) {
    try (RespClient client = server.connect()) {
      client.call(command);
    } catch (UncheckedIOException expected) {
      // The command is meant to fail or to be ended.
    }
  }
}
