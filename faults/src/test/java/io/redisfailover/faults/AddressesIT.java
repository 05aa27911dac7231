package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.InstallationPlan.Translation;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The servers reach each other at other ports than the processes reach them. */
@Timeout(300)
class AddressesIT {
  @TempDir Path folder;

  @Test
  void aPairThatReplicatesAtAnAddressThatNobodyWroteDownIsAdoptedAndFailsOverAndBack() {
    failsOverAndBack(Translation.CONFIGURED, "2 kill -9, addresses translated");
  }

  @Test
  void serversThatAnnounceTheirPortsRejoinThere() {
    failsOverAndBack(Translation.ANNOUNCED, "2 kill -9, ports announced");
  }

  @Test
  void aPairThatCouldNotRejoinIsRefusedAndLeftAsItIs() {
    try (Installation installation =
        Installation.in(folder).translated(Translation.UNKNOWN).launch()) {
      installation.awaitThat(
          "the process to refuse the pair", () -> installation.leader().pid().isEmpty());
      assertThat(installation.leader().log())
          .contains("set servers.backup.replicationAddress to where Master reaches it.");
      assertAdopted(installation);
      assertThat(installation.server(Server.MASTER).call("FUNCTION", "LIST")).isEmpty();
    }
  }

  private void failsOverAndBack(Translation translation, String fault) {
    try (Installation installation =
            Installation.in(folder).proxies(2).translated(translation).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      assertAdopted(installation);
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      installation.awaitSafeOn(Server.BACKUP);
      assertThat(master.info("master_port"))
          .describedAs("where Master was told that Backup is")
          .isEqualTo(Integer.toString(installation.innerLink(Server.BACKUP).port()));
      trial.switchTo(Server.MASTER);
      trial.awaitWritingFromNow();
      trial.conclude(fault, Server.MASTER, trial.oneEach());
      assertAdopted(installation);
    }
  }

  /** Backup replicates from where it did before, and was never given the whole data set again. */
  private static void assertAdopted(Installation installation) {
    assertThat(installation.server(Server.BACKUP).info("master_port"))
        .isEqualTo(Integer.toString(installation.innerLink(Server.MASTER).port()));
    assertThat(installation.server(Server.MASTER).info("sync_full")).isIn("0", "1");
  }
}
