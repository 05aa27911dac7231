package io.redisfailover.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.machine.Machine;
import io.redisfailover.bench.result.DetectionResult;
import io.redisfailover.bench.result.DetectionResult.DetectionPoint;
import io.redisfailover.bench.result.DetectionResult.DisturbedCalm;
import io.redisfailover.bench.result.Disturbance;
import io.redisfailover.bench.result.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionTableTest {
  private static final DetectionResult RESULT =
      new DetectionResult(
          "--seconds 10",
          "2026-01-31",
          new Machine(2, 4096, "Linux 6", "a JVM", "Redis 7.0.15", "not used"),
          0.5,
          4711,
          10,
          2,
          "a quota",
          List.of(
              new DetectionPoint(
                  500,
                  List.of(700, 650, 900),
                  List.of(
                      new DisturbedCalm(Disturbance.NONE, 0, 40, ""),
                      new DisturbedCalm(Disturbance.BGSAVE, 0, 0, "there is no memory"),
                      new DisturbedCalm(Disturbance.COMMAND_2000, 1, 2345, ""))),
              new DetectionPoint(5000, List.of(), List.of())));

  @Test
  void showsTheMedianAndTheSpreadOfTheHangs() {
    assertThat(DetectionTable.render(RESULT).lines())
        .contains("| 500 ms | 3 | 700 (650-900) |", "| 5000 ms | 0 | - |");
  }

  @Test
  void showsRoleChangesAndTheLongestWaitOfEachDisturbance() {
    assertThat(DetectionTable.render(RESULT).lines())
        .contains(
            "| 500 ms | 0; 0.0 s | - | - | - | - | - | - | 1; 2.3 s |",
            "| 5000 ms | - | - | - | - | - | - | - | - |");
  }

  @Test
  void saysWhatWasSkippedAndWhy() {
    assertThat(DetectionTable.render(RESULT))
        .endsWith("\nSKIPPED: BGSAVE with 500 ms: there is no memory\n");
  }

  @Test
  void isTheSameFromTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("detection.json");
    JsonFile.write(file, RESULT);
    assertThat(JsonFile.read(file, DetectionResult.class)).isEqualTo(RESULT);
  }
}
