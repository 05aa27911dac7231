package io.redisfailover.faults;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The active server dies for good while processes of ours stand still, as throttled ones do. Nobody
 * is asked for a decision.
 */
@Timeout(300)
class StandstillIT {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0} of {0} proxies for {1} ms")
  @CsvSource({"1, 600", "1, 5000", "2, 600", "2, 5000", "3, 2000"})
  void everyProxyStandsStillWhileTheActiveServerDies(int proxies, int millis) {
    try (Installation installation = Installation.in(folder).proxies(proxies).introduced().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() -> dies(installation, installation.proxies(), millis));
      concludeOnBackup(installation, trial, proxies + " of " + proxies, millis);
    }
  }

  @ParameterizedTest(name = "proxy {0} for {1} ms")
  @CsvSource({"0, 600", "1, 600", "0, 5000", "1, 5000"})
  void oneProxyOfTwoStandsStillWhileTheActiveServerDies(int victim, int millis) {
    try (Installation installation = Installation.in(folder).proxies(2).introduced().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      List<StandaloneProcess> stopped = List.of(installation.proxies().get(victim));
      trial.strike(() -> dies(installation, stopped, millis));
      concludeOnBackup(installation, trial, "proxy " + victim + " of 2", millis);
    }
  }

  @Test
  void nobodyNoticesAStandstillBesideAHealthyServer() {
    try (Installation installation = Installation.in(folder).proxies(2).introduced().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() -> stop(installation.proxies(), Duration.ofSeconds(1)));
      trial.awaitWriting();
      trial.conclude("17 all proxies stopped for 1 s, nothing failed", Server.MASTER, 0);
    }
  }

  private static void dies(Installation installation, List<StandaloneProcess> stopped, int millis) {
    stopped.forEach(StandaloneProcess::hang);
    installation.server(Server.MASTER).kill();
    FaultTrial.rest(Duration.ofMillis(millis));
    stopped.forEach(StandaloneProcess::resume);
  }

  private static void stop(List<StandaloneProcess> stopped, Duration time) {
    stopped.forEach(StandaloneProcess::hang);
    FaultTrial.rest(time);
    stopped.forEach(StandaloneProcess::resume);
  }

  private static void concludeOnBackup(
      Installation installation, FaultTrial trial, String who, int millis) {
    trial.awaitWriting();
    installation.awaitRoutedTo(Server.BACKUP);
    installation.server(Server.MASTER).launch();
    trial.conclude(
        "17 kill -9 while %s stood still for %d ms".formatted(who, millis),
        Server.BACKUP,
        trial.oneEach());
  }
}
