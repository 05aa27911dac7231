package io.redisfailover.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final long FAULT = millis(1000);
  private static final long BACK = millis(9000);
  private static final long END = millis(16_000);

  @Test
  void areTheLongestGapAfterTheFaultAndTheLongestAfterTheWayBackBegan() {
    long[] acks = every10Millis(0, 1000, 1300, 9500, 9600, 16_000);
    assertThat(Pauses.of(acks, FAULT, BACK, END)).isEqualTo(new Pauses(10, 300, 100, false));
  }

  @Test
  void countAGapFromTheLastAcknowledgementBeforeTheFault() {
    long[] acks = every10Millis(0, 990, 1300, 16_000);
    assertThat(Pauses.of(acks, FAULT, BACK, END).faultMillis()).isEqualTo(310);
  }

  @Test
  void keepWhatWasRightBeforeTheFaultApart() {
    long[] acks = every10Millis(0, 100, 700, 16_000);
    assertThat(Pauses.of(acks, FAULT, BACK, END)).isEqualTo(new Pauses(600, 10, 10, false));
  }

  @Test
  void giveAGapThatLastsOverTheWayBackToTheFault() {
    long[] acks = every10Millis(0, 1000, 9050, 16_000);
    assertThat(Pauses.of(acks, FAULT, BACK, END)).isEqualTo(new Pauses(10, 8050, 10, false));
  }

  @Test
  void giveAGapThatHadJustBegunToTheWayBack() {
    long[] acks = every10Millis(0, 8990, 10_000, 16_000);
    assertThat(Pauses.of(acks, FAULT, BACK, END)).isEqualTo(new Pauses(10, 10, 1010, false));
  }

  @Test
  void cutOffWhatIsStillGoingOnAtTheEnd() {
    long[] acks = every10Millis(0, 1000);
    assertThat(Pauses.of(acks, FAULT, BACK, END)).isEqualTo(new Pauses(10, 15_000, 0, true));
  }

  @Test
  void ignoreAcknowledgementsAfterTheEnd() {
    long[] acks = every10Millis(0, 16_500);
    assertThat(Pauses.of(acks, FAULT, BACK, END)).isEqualTo(new Pauses(10, 10, 10, false));
  }

  /** {@return acknowledgements from the first time to the second, from the third to the fourth} */
  private static long[] every10Millis(long... bounds) {
    LongStream all = LongStream.empty();
    for (int i = 0; i < bounds.length; i += 2) {
      all =
          LongStream.concat(
              all, LongStream.rangeClosed(bounds[i] / 10, bounds[i + 1] / 10).map(it -> it * 10));
    }
    return Arrays.stream(all.toArray()).map(PausesTest::millis).toArray();
  }

  private static long millis(long millis) {
    return millis * 1_000_000;
  }
}
