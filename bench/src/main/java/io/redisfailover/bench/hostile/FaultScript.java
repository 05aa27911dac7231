package io.redisfailover.bench.hostile;

import io.redisfailover.bench.condition.Health;
import io.redisfailover.bench.result.Bar;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The faults of a run: crash, switchover, hang, switchover, and so on. Used by one thread.
 *
 * <p>The first hang is a failure. After it, silence counts as one only when it lasts longer than
 * the hangs that follow: then the server stays active, because one poisoned command must not move
 * the clients again and again.
 */
final class FaultScript {
  /** One round of them. */
  static final List<Bar> ROUND = List.of(Bar.CRASH, Bar.SWITCHOVER, Bar.HANG, Bar.SWITCHOVER);

  private static final Duration DEAD = Duration.ofSeconds(2);
  private static final Duration HUNG = Duration.ofSeconds(4);

  private final Installation installation;
  private final List<WriterWaits.Strike> strikes = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private boolean hangIsKnown;

  FaultScript(Installation installation) {
    this.installation = installation;
  }

  /** {@return the faults so far} */
  List<WriterWaits.Strike> strikes() {
    return List.copyOf(strikes);
  }

  /** {@return a sentence for each fault that went wrong} */
  List<String> troubles() {
    return List.copyOf(troubles);
  }

  /**
   * Lets a fault come and end, and waits until everything is whole.
   *
   * @throws AssertionError when that does not come, with what everybody says
   */
  void strike(Bar fault) throws InterruptedException {
    Server active = Health.await(installation);
    long from = System.nanoTime();
    long until = from + Duration.ofMillis(fault.hostileP99()).toNanos();
    switch (fault) {
      case CRASH -> {
        installation.server(active).kill();
        TimeUnit.NANOSECONDS.sleep(DEAD.toNanos());
        installation.server(active).launch();
      }
      case HANG -> {
        installation.server(active).hang();
        TimeUnit.NANOSECONDS.sleep(HUNG.toNanos());
        installation.server(active).resume();
      }
      case SWITCHOVER -> {
        switchOver(active.other());
        until = System.nanoTime();
      }
    }
    strikes.add(new WriterWaits.Strike(fault, from, until));
    boolean moved = Health.await(installation) != active;
    boolean stays = fault == Bar.HANG && hangIsKnown;
    hangIsKnown |= fault == Bar.HANG;
    if (moved == stays) {
      troubles.add(
          "%s: %s is %s active."
              .formatted(fault.text(), active.displayName(), stays ? "no longer" : "still"));
    }
  }

  private void switchOver(Server server) {
    // Over the API: a JVM that starts for a command would be measured too.
    StandaloneProcess.Said said = installation.leader().switchover(server);
    if (said.status() != HttpURLConnection.HTTP_OK) {
      troubles.add(
          "The switchover to %s ended with status %d: %s"
              .formatted(server.displayName(), said.status(), said.text().strip()));
    }
  }
}
