package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.redis.Persistence;
import io.redisfailover.testbed.redis.RedisServer;
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
    crash("1 kill -9, back at once and empty", Persistence.NONE, false);
  }

  @Test
  void theActiveServerIsKilledAndBackAtOnceWithItsAppendOnlyFile() {
    crash("2 kill -9, back with its AOF", Persistence.AOF, false);
  }

  @Test
  void theActiveServerIsKilledAndBackAtOnceWithItsVolumeGone() {
    crash("2 kill -9, back with its volume gone", Persistence.AOF, true);
  }

  @Test
  void theActiveServerIsKilledAndBackAtOnceWithAnOldSnapshot() {
    try (Installation installation =
            Installation.in(folder).persistence(Persistence.RDB).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      RedisServer master = installation.server(Node.MASTER);
      master.call("SAVE");
      long partial = partialResyncs(installation.server(Node.BACKUP));
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      trial.conclude("2 kill -9, back with an old RDB", Node.BACKUP, trial.oneEach());
      assertThat(partialResyncs(installation.server(Node.BACKUP)))
          .describedAs("the snapshot carries its offset, so only the missing bytes are sent")
          .isGreaterThan(partial);
    }
  }

  private void crash(String fault, Persistence persistence, boolean volumeGone) {
    try (Installation installation =
            Installation.in(folder).persistence(persistence).proxies(2).start();
        Trial trial = Trial.begin(installation);
        DataWatch watch = DataWatch.of(installation.server(Node.BACKUP))) {
      RedisServer master = installation.server(Node.MASTER);
      trial.strike(() -> {
        master.kill();
        if (volumeGone) {
          master.deleteData();
        }
        master.launch();
      });
      trial.awaitWriting();
      trial.conclude(fault, Node.BACKUP, trial.oneEach());
      assertThat(watch.largestDrop()).describedAs("keys that vanished from Backup").isZero();
    }
  }

  private static long partialResyncs(RedisServer server) {
    return Long.parseLong(server.info("sync_partial_ok"));
  }
}
