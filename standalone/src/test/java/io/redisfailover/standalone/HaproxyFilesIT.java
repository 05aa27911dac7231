package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.process.ProgramPath;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.standalone.BesideHaproxy.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten files as they are written for Redis in the field, beside the HAProxy of the distribution: one
 * crash and one return for all.
 */
@Timeout(180)
class HaproxyFilesIT {
  private static final Path FILES =
      Path.of("src/test/resources/io/redisfailover/standalone/haproxy");

  /** The word in the one file that logs in. */
  private static final String PASSWORD = "password";

  @TempDir Path folder;
  private final StartedServers redis = new StartedServers();
  private final List<BesideHaproxy> pairs = new ArrayList<>();

  @AfterEach
  void stop() {
    pairs.forEach(BesideHaproxy::close);
    redis.close();
  }

  @Test
  void routeAndLogAsHaproxyDoesThroughACrashAndAReturn() throws Exception {
    Optional<Path> program = ProgramPath.find("haproxy");
    if (program.isEmpty()) {
      System.err.println("SKIPPED: HAProxy is not installed.");
    }
    Assumptions.assumeTrue(program.isPresent(), "HAProxy is not installed");
    RedisPairs servers = RedisPairs.start(redis);
    for (Path file : files()) {
      Path own = folder.resolve("" + pairs.size());
      boolean login = Files.readString(file).contains("AUTH");
      pairs.add(
          new BesideHaproxy(file, own, program.get(), login ? servers.closed() : servers.open()));
    }
    assertThat(pairs).hasSize(10);
    awaitAgreement("UP ", "one");
    pairs.forEach(BesideHaproxy::forgetLines);
    servers.primaries().forEach(RedisProcess::kill);
    awaitAgreement("DOWN ", "two", "nobody");
    servers.primaries().forEach(RedisProcess::launch);
    awaitAgreement("UP ", "one");
    awaitTheSameLines();
  }

  /**
   * A primary and its replica that need a password, and the same without one.
   *
   * @param primaries both primaries
   */
  private record RedisPairs(Servers open, Servers closed, List<RedisProcess> primaries) {
    static RedisPairs start(StartedServers redis) {
      String[] password = {"--requirepass", PASSWORD, "--masterauth", PASSWORD};
      RedisProcess open = redis.start();
      RedisProcess closed = redis.start(password);
      return new RedisPairs(
          new Servers(open.port(), replica(redis, open), Optional.empty()),
          new Servers(closed.port(), replica(redis, closed, password), Optional.of(PASSWORD)),
          List.of(open, closed));
    }

    private static int replica(StartedServers redis, RedisProcess primary, String... options) {
      Stream<String> follows =
          Stream.of("--replicaof", "127.0.0.1", Integer.toString(primary.port()));
      return redis.start(Stream.concat(Stream.of(options), follows).toArray(String[]::new)).port();
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FILES)) {
      return all.sorted().toList();
    }
  }

  private void awaitAgreement(String master, String... answers) {
    for (BesideHaproxy pair : pairs) {
      await()
          .untilAsserted(() -> {
            List<String> theirs = pair.theirs();
            assertThat(theirs.getFirst()).as("%s: HAProxy", pair).startsWith(master);
            assertThat(theirs.getLast()).as("%s: HAProxy", pair).isIn((Object[]) answers);
            assertThat(pair.ours()).as("%s", pair).isEqualTo(theirs);
          });
    }
  }

  /** The last line may come a moment after the state that it tells of. */
  private void awaitTheSameLines() {
    await()
        .untilAsserted(() -> {
          SoftAssertions all = new SoftAssertions();
          for (BesideHaproxy pair : pairs) {
            if (pair.hasBackup()) {
              all.assertThat(pair.ourLines()).as("%s", pair).isEqualTo(pair.theirLines());
            }
          }
          all.assertAll();
        });
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(45))
        .ignoreExceptionsInstanceOf(IOException.class);
  }
}
