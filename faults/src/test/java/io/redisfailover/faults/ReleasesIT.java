package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.redis.RedisRelease;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The main faults with every other release that this machine has. */
@Timeout(300)
class ReleasesIT {
  @TempDir static Path jar;
  @TempDir Path folder;

  static Stream<RedisRelease> otherReleases() {
    return RedisRelease.all(jar).stream().skip(1);
  }

  @ParameterizedTest
  @MethodSource("otherReleases")
  void aKilledServerIsReplacedAndRejoins(RedisRelease release) {
    try (Installation installation = Installation.in(folder).release(release).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(() -> {
        master.kill();
        master.launch();
      });
      trial.awaitWriting();
      trial.conclude("1 kill -9, back at once and empty", Server.BACKUP, trial.oneEach());
    }
  }

  @ParameterizedTest
  @MethodSource("otherReleases")
  void aHungServerIsReplacedAndRejoins(RedisRelease release) {
    try (Installation installation = Installation.in(folder).release(release).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      trial.strike(master::hang);
      trial.awaitWriting();
      master.resume();
      trial.conclude("3 SIGSTOP", Server.BACKUP, trial.oneEach());
    }
  }

  @ParameterizedTest
  @MethodSource("otherReleases")
  void plannedSwitchesLoseNothing(RedisRelease release) {
    try (Installation installation = Installation.in(folder).release(release).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      trial.strike(() -> {});
      for (Server to : List.of(Server.BACKUP, Server.MASTER, Server.BACKUP)) {
        trial.switchTo(to);
      }
      trial.conclude("14 three switchovers", Server.BACKUP, 0);
    }
  }

  @Test
  void whatCouldNotBeHadIsNamed() throws java.io.IOException {
    List<String> names = RedisRelease.all(jar).stream().map(RedisRelease::name).toList();
    assertThat(names)
        .anyMatch(name -> name.startsWith("Redis 7.0"))
        .anyMatch(name -> name.startsWith("Redis 6.2"));
    String missing =
        Stream.of("Redis 7.2", "Redis 7.4", "Redis 8", "Valkey 7.2", "Valkey 8", "Valkey 9")
            .filter(wanted -> names.stream().noneMatch(name -> name.startsWith(wanted)))
            .toList()
            .toString();
    Files.writeString(
        Path.of(System.getProperty("fault.report", "target/fault-report.md"))
            .resolveSibling("releases.txt"),
        "run with: " + names + System.lineSeparator() + "NOT RUN with: " + missing);
  }
}
