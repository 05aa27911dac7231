package io.redisfailover.failover.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  /** The counter's origin is arbitrary, and it may pass the largest number. */
  private final AtomicLong counter = new AtomicLong(Long.MAX_VALUE - 1);

  private final AtomicReference<Instant> wall = new AtomicReference<>(START);
  private final MonotonicClock clock = new MonotonicClock(wall::get, counter::get);

  @Test
  void startsAtTheWallTime() {
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void movesAsTheCounterDoes() {
    counter.addAndGet(3_000_000_007L);

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(3).plusNanos(7));
  }

  @Test
  void doesNotFollowAChangeOfTheMachinesTime() {
    wall.set(START.minusSeconds(3600));
    counter.addAndGet(5);

    assertThat(clock.instant()).isEqualTo(START.plusNanos(5));
  }

  @Test
  void neverRunsBackwardsOnThisMachine() {
    MonotonicClock real = new MonotonicClock();
    Instant before = real.instant();
    for (int probe = 0; probe < 10_000; probe++) {
      Instant now = real.instant();
      assertThat(now).isAfterOrEqualTo(before);
      before = now;
    }
  }
}
