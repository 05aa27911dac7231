package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The active server is killed, and comes back at once in one of the ways in which it can. */
@Timeout(300)
class CrashIT {
  @TempDir Path folder;

  @Tag("quick")
  @Test
  void theActiveServerIsKilledAndBackAtOnceEmpty() {
    crash("1 kill -9, back at once and empty", DiskMode.NONE, false);
  }

  @Test
  void theActiveServerIsKilledAndBackAtOnceWithItsAppendOnlyFile() {
    crash("2 kill -9, back with its AOF", DiskMode.AOF, false);
  }

  @Test
  void theActiveServerIsKilledAndBackAtOnceWithItsVolumeGone() {
    crash("2 kill -9, back with its volume lost", DiskMode.AOF, true);
  }

  @Test
  void theActiveServerIsKilledAndBackAtOnceWithAnOldSnapshot() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.RDB).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      master.call("SAVE");
      long partial = partialResyncs(installation.server(Server.BACKUP));
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      trial.conclude("2 kill -9, back with an old RDB", Server.BACKUP, trial.oneEach());
      assertThat(partialResyncs(installation.server(Server.BACKUP)))
          .describedAs("the snapshot carries its offset, so only the missing bytes are sent")
          .isGreaterThan(partial);
    }
  }

  private void crash(String fault, DiskMode persistence, boolean volumeGone) {
    try (Installation installation =
            Installation.in(folder).persistence(persistence).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation);
        DataWatch watch = DataWatch.of(installation.server(Server.BACKUP))) {
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(() -> {
        master.kill();
        if (volumeGone) {
          master.deleteData();
        }
        master.launch();
      });
      trial.awaitWriting();
      trial.conclude(fault, Server.BACKUP, trial.oneEach());
      assertThat(watch.largestDrop()).describedAs("keys that vanished from Backup").isZero();
    }
  }

  private static long partialResyncs(RestartableRedis server) {
    return Long.parseLong(server.info("sync_partial_ok"));
  }
}
