package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  @TempDir Path folder;
  private final List<BesideHaproxy> pairs = new ArrayList<>();

  @AfterEach
  void stop() {
    pairs.forEach(BesideHaproxy::close);
  }

  @Test
  void routeAndLogAsHaproxyDoesThroughACrashAndAReturn() throws Exception {
    boolean installed = Files.isExecutable(PROGRAM);
    if (!installed) {
      System.err.println("SKIPPED: " + PROGRAM + " is not installed.");
    }
    Assumptions.assumeTrue(installed, PROGRAM + " is not installed");
    try (AnsweringServer master = new AnsweringServer("one", "master");
        AnsweringServer backup = new AnsweringServer("two", "slave")) {
      for (Path file : files()) {
        Path own = folder.resolve("" + pairs.size());
        pairs.add(new BesideHaproxy(file, own, PROGRAM, master.port(), backup.port()));
      }
      assertThat(pairs).hasSize(10);
      awaitAgreement("UP ", "+one");
      pairs.forEach(BesideHaproxy::forgetLines);
      master.crash();
      awaitAgreement("DOWN ", "+two", "nobody");
      master.launch();
      awaitAgreement("UP ", "+one");
      awaitTheSameLines();
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
