package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LullsTest {
  private static final Instant START = Instant.ofEpochSecond(100);

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private static Lull lull(long from, long to) {
    return new Lull(at(from), at(to));
  }

  @Test
  void joinsALullThatGoesOn() {
    assertThat(Lulls.NONE.with(lull(0, 10)).with(lull(10, 30)).with(lull(50, 60)).list())
        .containsExactly(lull(0, 30), lull(50, 60));
  }

  /** Each loop that wakes tells of the lull that all have in common once more. */
  @Test
  void countsNoTimeTwice() {
    Lulls lulls = Lulls.NONE.with(lull(0, 100)).with(lull(105, 110)).with(lull(0, 100));

    assertThat(lulls.list()).containsExactly(lull(0, 100), lull(105, 110));
    assertThat(lulls.with(lull(90, 107)).list()).containsExactly(lull(0, 110));
  }

  @Test
  void countsOnlyWhatLiesBetweenTheMoments() {
    Lulls lulls = Lulls.NONE.with(lull(0, 100)).with(lull(200, 300));

    assertThat(lulls.within(at(50), at(250))).isEqualTo(Duration.ofMillis(100));
    assertThat(lulls.within(at(120), at(180))).isZero();
    assertThat(lulls.within(at(250), at(50))).isZero();
  }

  @Test
  void severalProcessesHaveInCommonWhatAllOfThemPassedNothingOnIn() {
    Lulls one = Lulls.NONE.with(lull(0, 100)).with(lull(200, 300));
    Lulls other = Lulls.NONE.with(lull(50, 220)).with(lull(290, 400));

    assertThat(one.and(other).list())
        .containsExactly(lull(50, 100), lull(200, 220), lull(290, 300));
    Lulls always = Lulls.NONE.with(new Lull(Instant.MIN, Instant.MAX));
    assertThat(one.and(always)).isEqualTo(one);
    assertThat(one.and(Lulls.NONE)).isEqualTo(Lulls.NONE);
  }

  @Test
  void forgetsTheOldest() {
    Lulls lulls = Lulls.NONE;
    for (long i = 0; i <= Lulls.MOST; i++) {
      lulls = lulls.with(lull(i * 10, i * 10 + 5));
    }

    assertThat(lulls.list()).hasSize(Lulls.MOST).first().isEqualTo(lull(10, 15));
  }

  @Test
  void aLullDoesNotEndBeforeItBegins() {
    assertThatThrownBy(() -> lull(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(List.of(lull(0, 249), lull(0, 250)))
        .extracting(Lull::isNoticed)
        .containsExactly(false, true);
  }
}
