package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of ours die in the middle of a failover, or are away when it comes. */
@Timeout(300)
class ProxyDeathIT {
  private static final int STEP_MILLIS = 50;
  private static final int LAST_MILLIS = 500;

  @TempDir Path folder;

  @ParameterizedTest(name = "proxy {0}")
  @ValueSource(ints = {0, 1})
  void aProxyIsKilledAtEveryMomentOfAFailover(int victim) {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        Trial trial = Trial.begin(installation);
        RouteWatch routes = RouteWatch.of(installation)) {
      StandaloneProcess proxy = installation.proxies().get(victim);
      Node active = Node.MASTER;
      long allowed = 0;
      for (int millis = 0; millis <= LAST_MILLIS; millis += STEP_MILLIS) {
        RedisServer dying = installation.server(active);
        trial.strike(dying::kill);
        Trial.rest(Duration.ofMillis(millis));
        proxy.kill();
        proxy.launch();
        trial.awaitWriting();
        dying.launch();
        active = active.other();
        installation.awaitSafeOn(active);
        allowed += trial.oneEach();
      }
      trial.conclude("9 proxy p" + victim + " killed in each of 11 failovers", active, allowed);
      assertThat(routes.contradictions()).describedAs("two routes in one line").isEmpty();
    }
  }

  @ParameterizedTest(name = "hangs: {0}")
  @ValueSource(booleans = {false, true})
  void aFailoverWithoutTheControllerIsRecordedAndTheOldServerRejoinedLater(boolean hangs) {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        Trial trial = Trial.begin(installation)) {
      StandaloneProcess leader = installation.leader();
      StandaloneProcess other = installation.proxies().get(1);
      RedisServer master = installation.server(Node.MASTER);
      leader.kill();
      trial.strike(() -> {
        if (hangs) {
          master.hang();
        } else {
          master.kill();
          master.launch();
        }
      });
      installation.awaitThat("p1 to promote Backup", () -> other.routesTo(Node.BACKUP));
      Trial.rest(Duration.ofSeconds(1));
      if (hangs) {
        master.resume();
      }
      leader.launch();
      trial.awaitWriting();
      trial.conclude(
          "7 controller away and " + (hangs ? "SIGSTOP" : "kill -9"), Node.BACKUP, trial.oneEach());
    }
  }

  /**
   * Backup was set up with another name of Master than the files have. A push takes the place of
   * what a proxy found out at its start, so it has to bring the names along.
   */
  @Test
  void aStandbyThatWasAdoptedUnderAnotherNameIsPromotedWithoutTheController() {
    try (Installation installation =
            Installation.in(folder).proxies(2).replicatingFrom("localhost").launch();
        Trial trial = Trial.begin(installation)) {
      StandaloneProcess leader = installation.leader();
      StandaloneProcess other = installation.proxies().get(1);
      RedisServer master = installation.server(Node.MASTER);
      installation.awaitThat("p1 to take the controller's push", other::isLed);
      leader.kill();
      installation.awaitSafeOn(Node.MASTER);
      assertThat(installation.server(Node.BACKUP).info("master_host"))
          .describedAs("the name under which Backup was adopted")
          .isEqualTo("localhost");
      trial.strike(master::kill);
      installation.awaitThat("p1 to promote Backup", () -> other.routesTo(Node.BACKUP));
      trial.awaitWritingAt(other);
      master.launch();
      leader.launch();
      trial.awaitWriting();
      trial.conclude(
          "7 controller away, standby adopted under another name", Node.BACKUP, trial.oneEach());
    }
  }

  @Test
  void holdingProxiesStayReadyThroughAFailover() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        Trial trial = Trial.begin(installation);
        RouteWatch routes = RouteWatch.of(installation)) {
      trial.strike(installation.server(Node.MASTER)::hang);
      trial.awaitWriting();
      installation.server(Node.MASTER).resume();
      trial.conclude("2.10 readiness of the proxies in a failover", Node.BACKUP, trial.oneEach());
      assertThat(routes.timesUnready()).describedAs("proxies that said unready").isZero();
    }
  }
}
