package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy must not take for the death of the active server. */
@Timeout(300)
class DetectionIT {
  @TempDir Path folder;

  @Test
  void aQuietLinkWithARarePingIsNoProofOfDeath() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start()) {
      RestartableRedis master = installation.server(Server.MASTER);
      // No client writes, and the primary pings its replica every 10 s only.
      master.call("CONFIG", "SET", "repl-ping-replica-period", "10");
      FaultTrial.rest(Duration.ofSeconds(1));
      installation.link(Server.MASTER).set("p1", LinkFault.SILENT);
      for (int i = 0; i < 24; i++) {
        FaultTrial.rest(Duration.ofMillis(500));
        assertThat(installation.server(Server.BACKUP).isPrimary())
            .describedAs("p1, which alone is cut off, promotes the standby of a quiet primary")
            .isFalse();
      }
      installation.link(Server.MASTER).heal("p1");
      installation.awaitSafeOn(Server.MASTER);
    }
  }

  @Test
  void aControllerThatStartsCutFromTheActiveServerPromotesNobody() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      installation.leader().kill();
      installation.link(Server.MASTER).set("p0", LinkFault.SILENT);
      installation.leader().launch();
      FaultTrial.rest(Duration.ofSeconds(12));
      assertThat(installation.server(Server.BACKUP).isPrimary()).isFalse();
      assertThat(installation.proxies().get(1).routesTo(Server.MASTER)).isTrue();
      installation.link(Server.MASTER).heal("p0");
      installation.awaitSafeOn(Server.MASTER);
      trial.strike(() -> {});
      trial.awaitWriting();
      trial.conclude("2.10 controller starts cut from the active server", Server.MASTER, 0);
    }
  }
}
