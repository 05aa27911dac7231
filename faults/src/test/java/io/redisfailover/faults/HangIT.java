package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.WriteAudit;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The active server stops answering, and goes on later with what stands in its buffers. */
@Timeout(300)
class HangIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {3, 60})
  void theActiveServerHangsAndGoesOnAndWhatClientsGaveUpNeverShows(int seconds) {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation, ClientPacing.POOL)) {
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(master::hang);
      trial.awaitWriting();
      FaultTrial.rest(Duration.ofSeconds(seconds));
      Set<String> before = unknownOn(trial, installation.server(Server.BACKUP));
      master.resume();
      WriteAudit found =
          trial.conclude(
              "3 SIGSTOP for %2d s, clients of a pool".formatted(seconds),
              Server.BACKUP,
              trial.oneEach());
      assertThat(found.unknownFound())
          .describedAs("writes that clients gave up and that were done after the hang")
          .isSubsetOf(before);
    }
  }

  private static Set<String> unknownOn(FaultTrial trial, RestartableRedis server) {
    return WriteAudit.read(trial.workload().journals(), server.target()).unknownFound();
  }
}
