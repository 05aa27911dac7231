package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies and the controller are killed during a failover, or are down when it begins. */
@Timeout(300)
class ProxyDeathIT {
  private static final int STEP_MILLIS = 50;
  private static final int LAST_MILLIS = 500;

  @TempDir Path folder;

  @ParameterizedTest(name = "proxy {0}")
  @ValueSource(ints = {0, 1})
  void aProxyIsKilledAtEveryMomentOfAFailover(int victim) {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation);
        RouteWatch routes = RouteWatch.of(installation)) {
      StandaloneProcess proxy = installation.proxies().get(victim);
      Server active = Server.MASTER;
      long allowed = 0;
      for (int millis = 0; millis <= LAST_MILLIS; millis += STEP_MILLIS) {
        RestartableRedis dying = installation.server(active);
        trial.strike(dying::kill);
        FaultTrial.rest(Duration.ofMillis(millis));
        proxy.kill();
        proxy.launch();
        trial.awaitWriting();
        dying.launch();
        active = active.other();
        installation.awaitSafeOn(active);
        allowed += trial.oneEach();
      }
      trial.conclude("9 proxy p" + victim + " killed in each of 11 failovers", active, allowed);
      assertThat(routes.contradictions()).describedAs("two routes in one epoch").isEmpty();
    }
  }

  @ParameterizedTest(name = "hangs: {0}")
  @ValueSource(booleans = {false, true})
  void aFailoverWithoutTheControllerIsRecordedAndTheOldServerRejoinedLater(boolean hangs) {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      StandaloneProcess leader = installation.leader();
      StandaloneProcess other = installation.proxies().get(1);
      RestartableRedis master = installation.server(Server.MASTER);
      leader.kill();
      trial.strike(() -> {
        if (hangs) {
          master.hang();
        } else {
          master.kill();
          master.launch();
        }
      });
      installation.awaitThat("p1 to promote Backup", () -> other.routesTo(Server.BACKUP));
      FaultTrial.rest(Duration.ofSeconds(1));
      if (hangs) {
        master.resume();
      }
      leader.launch();
      trial.awaitWriting();
      trial.conclude(
          "7 controller away and " + (hangs ? "SIGSTOP" : "kill -9"),
          Server.BACKUP,
          trial.oneEach());
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
        FaultTrial trial = FaultTrial.begin(installation)) {
      StandaloneProcess leader = installation.leader();
      StandaloneProcess other = installation.proxies().get(1);
      RestartableRedis master = installation.server(Server.MASTER);
      installation.awaitThat("p1 to take the controller's push", other::isLed);
      leader.kill();
      installation.awaitSafeOn(Server.MASTER);
      assertThat(installation.server(Server.BACKUP).info("master_host"))
          .describedAs("the name under which Backup was adopted")
          .isEqualTo("localhost");
      trial.strike(master::kill);
      installation.awaitThat("p1 to promote Backup", () -> other.routesTo(Server.BACKUP));
      trial.awaitWritingAt(other);
      master.launch();
      leader.launch();
      trial.awaitWriting();
      trial.conclude(
          "7 controller away, standby adopted under another name", Server.BACKUP, trial.oneEach());
    }
  }

  @Test
  void holdingProxiesStayReadyThroughAFailover() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation);
        RouteWatch routes = RouteWatch.of(installation)) {
      trial.strike(installation.server(Server.MASTER)::hang);
      trial.awaitWriting();
      installation.server(Server.MASTER).resume();
      trial.conclude("2.10 readiness of the proxies in a failover", Server.BACKUP, trial.oneEach());
      assertThat(routes.timesUnready()).describedAs("proxies that said unready").isZero();
    }
  }
}
