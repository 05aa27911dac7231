package io.redisfailover.faults;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everybody is as far from everybody as distant data centres. */
@Timeout(300)
class DistanceIT {
  /** A round trip takes 100 ms. */
  private static final LinkFault FAR = new LinkFault.Delayed(Duration.ofMillis(50));

  /** A round trip takes 60 ms: beyond it a failed server is not replaced. */
  private static final LinkFault AWAY = new LinkFault.Delayed(Duration.ofMillis(30));

  /** Long enough for a probe that is not answered, too short for a failure. */
  private static final Duration HICCUP = Duration.ofMillis(900);

  @TempDir Path folder;

  @Test
  void aCrashedServerIsReplacedAndRejoins() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      moveApart(installation, AWAY);
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(master::kill);
      trial.awaitWriting();
      master.launch();
      trial.conclude(
          "1 kill -9, a round trip takes 60 ms", Server.BACKUP, trial.workload().journals().size());
    }
  }

  @Test
  void aSwitchoverLosesNothing() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      moveApart(installation, FAR);
      trial.strike(() -> trial.switchTo(Server.BACKUP));
      trial.awaitWriting();
      trial.conclude("7 a switchover, a round trip takes 100 ms", Server.BACKUP, 0);
    }
  }

  @Test
  void aServerThatWasSilentForAMomentIsHeardAgain() {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      moveApart(installation, FAR);
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(() -> {
        master.hang();
        FaultTrial.rest(HICCUP);
        master.resume();
      });
      FaultTrial.rest(Duration.ofSeconds(3));
      trial.awaitWriting();
      trial.conclude("3 SIGSTOP for 0.9 s, a round trip takes 100 ms", Server.MASTER, 0);
    }
  }

  private static void moveApart(Installation installation, LinkFault distance) {
    for (Server server : Server.values()) {
      installation.link(server).set(server.other().displayName(), distance);
      for (StandaloneProcess proxy : installation.proxies()) {
        installation.link(server).set(proxy.name(), distance);
      }
    }
  }
}
