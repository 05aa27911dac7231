package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.client.ClientManner;
import io.redisfailover.testbed.client.Findings;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.redis.RedisServer;
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
        Trial trial = Trial.begin(installation, ClientManner.POOL)) {
      RedisServer master = installation.server(Node.MASTER);
      trial.strike(master::hang);
      trial.awaitWriting();
      Trial.rest(Duration.ofSeconds(seconds));
      Set<String> before = unknownOn(trial, installation.server(Node.BACKUP));
      master.resume();
      Findings found =
          trial.conclude(
              "3 SIGSTOP for %2d s, clients of a pool".formatted(seconds),
              Node.BACKUP,
              trial.oneEach());
      assertThat(found.unknownFound())
          .describedAs("writes that clients gave up and that were done after the hang")
          .isSubsetOf(before);
    }
  }

  private static Set<String> unknownOn(Trial trial, RedisServer server) {
    return Findings.read(trial.workload().journals(), server.port()).unknownFound();
  }
}
