package io.redisfailover.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.condition.ProcessMemory;
import io.redisfailover.bench.condition.ProcessResources;
import io.redisfailover.bench.machine.Machine;
import io.redisfailover.bench.result.Bar;
import io.redisfailover.bench.result.FaultPauses;
import io.redisfailover.bench.result.Footprint;
import io.redisfailover.bench.result.HostileResult;
import io.redisfailover.bench.result.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFindingsTest {
  private static final ProcessResources RESOURCES = new ProcessResources(80, 40, 1 << 20);
  private static final ProcessMemory MEMORY = new ProcessMemory(10 << 20, 100 << 20);
  private static final Footprint SAME = new Footprint("p0", RESOURCES, RESOURCES, MEMORY, MEMORY);

  @TempDir Path folder;

  @Test
  void areNoneWhenEveryBarIsReachedExactly() {
    assertThat(
            HostileFindings.on(
                result(0, List.of(1, 500), pauses(Bar.CRASH, 300, 300, 800), SAME, List.of())))
        .isEmpty();
  }

  @Test
  void nameAWaitWithoutAFault() {
    assertThat(
            HostileFindings.on(result(0, List.of(20, 501), pauses(Bar.CRASH, 1), SAME, List.of())))
        .containsExactly(
            "A writer waited 501 ms from second 7 on, while nothing failed; at most 500 ms are allowed.");
  }

  @Test
  void nameBothFiguresOfAFault() {
    assertThat(
            HostileFindings.on(
                result(0, List.of(1), pauses(Bar.SWITCHOVER, 10, 81, 201), SAME, List.of())))
        .containsExactly(
            "switchover: the median of the pauses is 81 ms; at most 80 ms are allowed.",
            "switchover: the p99 of the pauses is 201 ms; at most 200 ms are allowed.");
  }

  @Test
  void nameALoss() {
    assertThat(HostileFindings.on(result(3, List.of(1), pauses(Bar.CRASH, 1), SAME, List.of())))
        .containsExactly("3 acknowledged writes are lost that must not be.");
  }

  @Test
  void nameWhatAProcessKeeps() {
    Footprint grown =
        new Footprint(
            "p1",
            RESOURCES,
            new ProcessResources(85, 40, 1 << 20),
            MEMORY,
            new ProcessMemory(
                MEMORY.heapBytes() + HostileFindings.SPARE_HEAP_BYTES + 1, 200 << 20));
    assertThat(HostileFindings.on(result(0, List.of(1), pauses(Bar.CRASH, 1), grown, List.of())))
        .containsExactly(
            "p1 had 80 descriptors and has 85; at most 4 more are allowed.",
            "p1 had 10485760 bytes of objects and has %d; at most %d more are allowed."
                .formatted(
                    MEMORY.heapBytes() + HostileFindings.SPARE_HEAP_BYTES + 1,
                    HostileFindings.SPARE_HEAP_BYTES));
  }

  @Test
  void repeatWhatElseWentWrong() {
    assertThat(
            HostileFindings.on(
                result(0, List.of(1), pauses(Bar.CRASH, 1), SAME, List.of("It was unwell."))))
        .containsExactly("It was unwell.");
  }

  @Test
  void areTheSameOfAFile() throws IOException {
    HostileResult written = result(3, List.of(600), pauses(Bar.HANG, 9_000), SAME, List.of("Ill."));
    Path file = folder.resolve("result.json");
    JsonFile.write(file, written);
    assertThat(JsonFile.read(file, HostileResult.class)).isEqualTo(written);
  }

  private static FaultPauses pauses(Bar bar, Integer... millis) {
    return new FaultPauses(bar, 1, List.of(millis));
  }

  private static HostileResult result(
      long lostTooMany,
      List<Integer> calm,
      FaultPauses pauses,
      Footprint footprint,
      List<String> troubles) {
    return new HostileResult(
        "--minutes 1",
        "2026-01-31",
        new Machine(2, 8192, "Linux", "JVM", "Redis", "none"),
        0.5,
        2,
        1_000,
        lostTooMany,
        lostTooMany,
        calm,
        calm.stream().map(it -> 7_900).toList(),
        List.of(pauses),
        List.of(),
        List.of(footprint),
        7,
        troubles);
  }
}
