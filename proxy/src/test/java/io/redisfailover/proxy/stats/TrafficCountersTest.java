package io.redisfailover.proxy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrafficCountersTest {
  private final AtomicLong nanos = new AtomicLong();
  private final TrafficCounters counters = new TrafficCounters(nanos::get);

  @Test
  void remembersTheMostSessionsAtOnce() {
    counters.sessionOpened();
    counters.sessionOpened();
    counters.sessionClosed();
    counters.sessionOpened();
    counters.sessionClosed();
    Traffic traffic = counters.snapshot();
    assertThat(traffic.sessions()).isEqualTo(1);
    assertThat(traffic.sessionsMax()).isEqualTo(2);
    assertThat(traffic.sessionsTotal()).isEqualTo(3);
  }

  @Test
  void countsEachEventInItsOwnCounter() {
    counters.bytesIn(10);
    counters.bytesOut(20);
    counters.connectionAttempted();
    counters.connectionFailed();
    counters.retried();
    counters.redispatched();
    counters.holdStarted();
    counters.holdEnded();
    counters.holdTimedOut();
    counters.refusedByLimit();
    counters.clientAborted();
    counters.serverAborted();
    counters.closedBySwitch();
    Traffic traffic = counters.snapshot();
    assertThat(traffic.bytesIn()).isEqualTo(10);
    assertThat(traffic.bytesOut()).isEqualTo(20);
    assertThat(traffic.held()).isZero();
    assertThat(
            List.of(
                traffic.connectionAttempts(),
                traffic.connectionErrors(),
                traffic.retries(),
                traffic.redispatches(),
                traffic.heldMax(),
                traffic.heldTotal(),
                traffic.heldTimedOut(),
                traffic.refusedByLimit(),
                traffic.clientAborts(),
                traffic.serverAborts(),
                traffic.closedBySwitch()))
        .containsOnly(1L);
  }

  @Test
  void forgetsSessionsOfTheRateAsTheWindowOfOneSecondMovesOn() {
    for (int session = 0; session < 10; session++) {
      counters.sessionOpened();
    }
    assertThat(counters.snapshot().rate()).isEqualTo(10);
    after(1500);
    assertThat(counters.snapshot().rate()).isEqualTo(5);
    after(2000);
    assertThat(counters.snapshot().rate()).isZero();
    assertThat(counters.snapshot().rateMax()).isEqualTo(10);
  }

  @Test
  void knowsHowLongAgoTheLastSessionBegan() {
    assertThat(counters.snapshot().sinceLastSession()).isEmpty();
    counters.sessionOpened();
    after(2500);
    assertThat(counters.snapshot().sinceLastSession()).contains(Duration.ofMillis(2500));
  }

  @Test
  void losesNothingWhenManyThreadsCount() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      threads.add(Thread.ofPlatform().start(this::openAndCloseOften));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Traffic traffic = counters.snapshot();
    assertThat(traffic.sessions()).isZero();
    assertThat(traffic.sessionsTotal()).isEqualTo(80_000);
    assertThat(traffic.bytesIn()).isEqualTo(240_000);
    assertThat(traffic.sessionsMax()).isBetween(1L, 8L);
  }

  private void openAndCloseOften() {
    for (int session = 0; session < 10_000; session++) {
      counters.sessionOpened();
      counters.bytesIn(3);
      counters.sessionClosed();
    }
  }

  private void after(long millis) {
    nanos.set(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
