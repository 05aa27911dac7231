package io.redisfailover.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.testbed.installation.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class QuickstartIT {
  @TempDir Path folder;

  @Test
  void losesNoWriteThatMustBeKeptWhenMasterIsKilled() throws Exception {
    plays("--json");
  }

  @Test
  void losesNoWriteThatMustBeKeptWhenMasterHangs() throws Exception {
    plays("--hang", "--json");
  }

  private void plays(String... options) throws Exception {
    try (ChildJvm quickstart = ChildJvm.start(folder, Quickstart.class, options)) {
      assertThat(quickstart.await()).as(quickstart.errors()).isZero();

      List<String> lines = quickstart.output().lines().toList();
      JsonNode outcome = new ObjectMapper().readTree(lines.getLast());
      assertThat(outcome.at("/crash/outageMillis").asInt()).isPositive();
      assertThat(outcome.at("/crash/ackedWrites").asInt()).isPositive();
      assertThat(outcome.at("/crash/ackedLost").asInt()).isBetween(0, 8);
      assertThat(outcome.at("/switchover/pauseMillis").asInt()).isNotNegative();
      assertThat(outcome.at("/switchover/ackedLost").asInt()).isZero();
      assertThat(outcome.at("/switchover/clientErrors").isInt()).isTrue();
      assertThat(outcome.at("/page").asText()).startsWith("http://127.0.0.1:");
    }
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void leavesNothingBehindAfterCtrlC() throws Exception {
    try (ChildJvm quickstart = ChildJvm.start(folder, Quickstart.class)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> quickstart.output().contains("clients write through the proxy"));
      List<ProcessHandle> servers = quickstart.children();
      assertThat(servers).hasSize(2);

      quickstart.interrupt();

      assertThat(quickstart.await()).isNotZero();
      assertThat(servers).noneMatch(ProcessHandle::isAlive);
    }
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void namesTheUnknownOption() throws Exception {
    try (ChildJvm quickstart = ChildJvm.start(folder, Quickstart.class, "--fast")) {
      assertThat(quickstart.await()).isEqualTo(2);
      assertThat(quickstart.errors()).startsWith("Unknown option --fast.");
    }
  }

  private List<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("redis-failover-"))
          .toList();
    }
  }
}
