package io.redisfailover.proxy.stats.model;

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
    assertThat(traffic.sessions().current()).isEqualTo(1);
    assertThat(traffic.sessions().max()).isEqualTo(2);
    assertThat(traffic.sessions().total()).isEqualTo(3);
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
    counters.rejected();
    counters.clientAborted();
    counters.serverAborted();
    counters.closedByRoleChange();
    Traffic traffic = counters.snapshot();
    assertThat(traffic.volume().bytesIn()).isEqualTo(10);
    assertThat(traffic.volume().bytesOut()).isEqualTo(20);
    assertThat(traffic.holds().current()).isZero();
    assertThat(
            List.of(
                traffic.dials().attempts(),
                traffic.dials().failures(),
                traffic.dials().retries(),
                traffic.dials().redispatches(),
                traffic.holds().max(),
                traffic.holds().total(),
                traffic.holds().timedOut(),
                traffic.ends().rejected(),
                traffic.ends().clientAborts(),
                traffic.ends().serverAborts(),
                traffic.ends().closedByRoleChange()))
        .containsOnly(1L);
  }

  @Test
  void forgetsSessionsOfTheRateAsTheWindowOfOneSecondMovesOn() {
    for (int session = 0; session < 10; session++) {
      counters.sessionOpened();
    }
    assertThat(counters.snapshot().rate().current()).isEqualTo(10);
    after(1500);
    assertThat(counters.snapshot().rate().current()).isEqualTo(5);
    after(2000);
    assertThat(counters.snapshot().rate().current()).isZero();
    assertThat(counters.snapshot().rate().max()).isEqualTo(10);
  }

  @Test
  void knowsHowLongAgoTheLastSessionBegan() {
    assertThat(counters.snapshot().sessions().sinceLast()).isEmpty();
    counters.sessionOpened();
    after(2500);
    assertThat(counters.snapshot().sessions().sinceLast()).contains(Duration.ofMillis(2500));
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
    assertThat(traffic.sessions().current()).isZero();
    assertThat(traffic.sessions().total()).isEqualTo(80_000);
    assertThat(traffic.volume().bytesIn()).isEqualTo(240_000);
    assertThat(traffic.sessions().max()).isBetween(1L, 8L);
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

  @Test
  void beginsItsTotalsAnewAndKeepsWhatIsCurrent() {
    TrafficCounters counters = new TrafficCounters();
    counters.sessionOpened();
    counters.sessionOpened();
    counters.sessionClosed();
    counters.bytesIn(10);
    counters.holdStarted();
    counters.clearMaxima();
    assertThat(counters.snapshot().sessions().max()).isEqualTo(1);
    assertThat(counters.snapshot().sessions().total()).isEqualTo(2);
    counters.clear();
    counters.bytesIn(3);
    Traffic cleared = counters.snapshot();
    assertThat(cleared.sessions().current()).isEqualTo(1);
    assertThat(cleared.sessions().total()).isZero();
    assertThat(cleared.volume().bytesIn()).isEqualTo(3);
    assertThat(cleared.holds().total()).isZero();
    assertThat(counters.heldTotal()).as("what the record of role changes counts").isEqualTo(1);
  }
}
