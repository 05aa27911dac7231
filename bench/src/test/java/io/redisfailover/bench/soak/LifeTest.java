package io.redisfailover.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LifeTest {
  private static final Resources BEGIN = new Resources(40, 20, 4 << 20);

  @Test
  void findsNothingInWhatComesAndGoes() {
    assertThat(life(9, new Resources(44, 24, 8 << 20)).growth()).isEmpty();
  }

  @Test
  void namesEverythingThatHasGrown() {
    assertThat(life(9, new Resources(45, 25, 9 << 20)).growth())
        .containsExactly(
            "p2 (process 7) had 40 descriptors and has 45 after 9 phases; 4 more are allowed.",
            "p2 (process 7) had 20 threads and has 25 after 9 phases; 4 more are allowed.",
            "p2 (process 7) had 4194304 bytes of buffers and has 9437184 after 9 phases; 4194304"
                + " more are allowed.");
  }

  @Test
  void saysNothingOfAProcessThatWasNeverWarm() {
    Life life = life(Life.WARM_PHASES, new Resources(400, 200, 64 << 20));
    assertThat(life.isTold()).isFalse();
    assertThat(life.growth()).isEmpty();
  }

  private static Life life(int phases, Resources end) {
    return new Life("p2", 7, phases, BEGIN, end);
  }
}
