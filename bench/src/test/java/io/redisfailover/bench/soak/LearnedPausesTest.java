package io.redisfailover.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearnedPausesTest {
  private static final long NOW = Long.MAX_VALUE;
  private static final Set<Long> ALL = Set.of(1L, 2L, 3L);

  private final LearnedPauses pauses = new LearnedPauses();

  @Test
  void letNobodyWaitLongerThanTheTimeoutBeforeThereWasOne() {
    assertThat(pauses.patience(ALL, NOW)).hasMillis(1350);
  }

  @Test
  void letEveryObserverWaitForNearlyTwiceAsLongAsThePause() {
    pauses.learned(ALL, Duration.ofSeconds(2), NOW);
    assertThat(pauses.patience(ALL, NOW)).hasMillis(2880);
  }

  @Test
  void neverShortenTheTimeout() {
    pauses.learned(ALL, Duration.ofMillis(100), NOW);
    assertThat(pauses.patience(ALL, NOW)).hasMillis(1350);
  }

  @Test
  void grantFourTimesTheTimeoutAtMost() {
    pauses.learned(ALL, Duration.ofSeconds(7), NOW);
    assertThat(pauses.patience(ALL, NOW)).hasMillis(5400);
  }

  @Test
  void areThoseOfTheObserverThatHasLearnedLeast() {
    pauses.learned(ALL, Duration.ofSeconds(1), NOW);
    pauses.learned(Set.of(1L, 2L), Duration.ofSeconds(3), NOW);
    assertThat(pauses.patience(Set.of(1L, 2L), NOW)).hasMillis(4320);
    assertThat(pauses.patience(ALL, NOW)).hasMillis(1440);
  }

  @Test
  void areUnknownToAProcessThatHasJustStarted() {
    pauses.learned(ALL, Duration.ofSeconds(3), NOW);
    assertThat(pauses.patience(Set.of(1L, 2L, 4L), NOW)).hasMillis(1350);
  }

  @Test
  void areForgottenAfterFiveMinutes() {
    pauses.learned(ALL, Duration.ofSeconds(3), NOW);
    assertThat(pauses.patience(ALL, NOW + LearnedPauses.REMEMBERED.toNanos())).hasMillis(4320);
    assertThat(pauses.patience(ALL, NOW + LearnedPauses.REMEMBERED.toNanos() + 1)).hasMillis(1350);
  }
}
