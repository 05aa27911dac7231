package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.redis.RedisServer;
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
      RedisServer master = installation.server(Node.MASTER);
      // Nobody writes, and the replica hears its master every 10 s only.
      master.call("CONFIG", "SET", "repl-ping-replica-period", "10");
      Trial.rest(Duration.ofSeconds(1));
      installation.link(Node.MASTER).set("p1", LinkFault.SILENT);
      for (int i = 0; i < 24; i++) {
        Trial.rest(Duration.ofMillis(500));
        assertThat(installation.server(Node.BACKUP).isMaster())
            .describedAs("p1, which alone is cut off, promotes the standby of a quiet master")
            .isFalse();
      }
      installation.link(Node.MASTER).heal("p1");
      installation.awaitSafeOn(Node.MASTER);
    }
  }

  @Test
  void aControllerThatStartsCutFromTheActiveServerPromotesNobody() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        Trial trial = Trial.begin(installation)) {
      installation.leader().kill();
      installation.link(Node.MASTER).set("p0", LinkFault.SILENT);
      installation.leader().launch();
      Trial.rest(Duration.ofSeconds(12));
      assertThat(installation.server(Node.BACKUP).isMaster()).isFalse();
      assertThat(installation.proxies().get(1).routesTo(Node.MASTER)).isTrue();
      installation.link(Node.MASTER).heal("p0");
      installation.awaitSafeOn(Node.MASTER);
      trial.strike(() -> {});
      trial.awaitWriting();
      trial.conclude("2.10 controller starts cut from the active server", Node.MASTER, 0);
    }
  }
}
