package io.redisfailover.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.condition.ProcessResources;
import org.junit.jupiter.api.Test;

class ProcessFootprintTest {
  private static final ProcessResources BEGIN = new ProcessResources(40, 20, 4 << 20);

  @Test
  void findsNothingInWhatComesAndGoes() {
    assertThat(life(9, new ProcessResources(44, 24, 8 << 20)).growth()).isEmpty();
  }

  @Test
  void namesEverythingThatHasGrown() {
    assertThat(life(9, new ProcessResources(45, 25, 9 << 20)).growth())
        .containsExactly(
            "p2 (process 7) had 40 descriptors and has 45 after 9 rounds; at most 4 more are allowed.",
            "p2 (process 7) had 20 threads and has 25 after 9 rounds; at most 4 more are allowed.",
            "p2 (process 7) had 4194304 bytes of buffers and has 9437184 after 9 rounds; at most"
                + " 4194304 more are allowed.");
  }

  @Test
  void saysNothingOfAProcessThatWasNeverWarm() {
    ProcessFootprint life =
        life(ProcessFootprint.WARM_ROUNDS, new ProcessResources(400, 200, 64 << 20));
    assertThat(life.isTold()).isFalse();
    assertThat(life.growth()).isEmpty();
  }

  private static ProcessFootprint life(int rounds, ProcessResources end) {
    return new ProcessFootprint("p2", 7, rounds, BEGIN, end);
  }
}
