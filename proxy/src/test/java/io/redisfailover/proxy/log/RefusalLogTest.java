package io.redisfailover.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalLogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RefusalLog log =
      new RefusalLog(LoggerFactory.getLogger(RefusalLogTest.class), nanos::get);

  @Test
  void writesSoManyLinesAMinuteAndSaysHowManyItLeftOut() {
    try (LoggedByClass logged = new LoggedByClass(RefusalLogTest.class)) {
      for (int i = 0; i < RefusalLog.MOST + 7; i++) {
        log.refused("10.0.0.9:4711", "wrong.");
      }
      assertThat(logged.lines())
          .hasSize(RefusalLog.MOST)
          .containsOnly("Refused 10.0.0.9:4711: wrong.");
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      log.refused("10.0.0.9:4711", "wrong.");
      log.refused("10.0.0.9:4711", "wrong.");
      assertThat(logged.lines().subList(RefusalLog.MOST, RefusalLog.MOST + 2))
          .containsExactly(
              "Refused 10.0.0.9:4711: wrong. (7 refusals before this one were not logged.)",
              "Refused 10.0.0.9:4711: wrong.");
    }
  }

  @Test
  void letsNobodyEndALine() {
    try (LoggedByClass logged = new LoggedByClass(RefusalLogTest.class)) {
      log.refused("10.0.0.9:4711", "a\nb");
      assertThat(logged.lines()).containsExactly("Refused 10.0.0.9:4711: a\\nb");
    }
  }
}
