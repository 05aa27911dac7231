package io.redisfailover.bench.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.Bar;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WriterWaitsTest {
  private static final WriterWaits.Strike STRIKE = strike(1_000, 1_800);

  @Test
  void areTheLongestTimeBetweenTwoAcknowledgements() {
    assertThat(waits(0, 500, List.of(), 10, 30, 130, 490))
        .isEqualTo(new WriterWaits(360, 130, List.of()));
  }

  @Test
  void belongToAFaultFromTheWriteThatItMet() {
    assertThat(waits(0, 3_000, List.of(STRIKE), 400, 900, 1_450, 2_000, 2_400, 2_800))
        .isEqualTo(new WriterWaits(500, 400, List.of(550)));
  }

  @Test
  void belongToTheCalmWhenTheyBeginAfterTheTimeOfTheFault() {
    assertThat(waits(0, 3_000, List.of(STRIKE), 400, 900, 1_100, 1_800, 2_900))
        .isEqualTo(new WriterWaits(1_100, 1_800, List.of(700)));
  }

  @Test
  void areToldForEachFault() {
    assertThat(
            waits(0, 3_000, List.of(STRIKE, strike(2_500, 2_600)), 950, 1_050, 1_900, 2_490, 2_900))
        .isEqualTo(new WriterWaits(950, 0, List.of(850, 410)));
  }

  @Test
  void countBeforeTheFirstAcknowledgementAndAfterTheLast() {
    assertThat(waits(0, 3_000, List.of(), 900, 1_000))
        .isEqualTo(new WriterWaits(2_000, 1_000, List.of()));
    assertThat(waits(0, 3_000, List.of())).isEqualTo(new WriterWaits(3_000, 0, List.of()));
  }

  @Test
  void countFromTheBeginningOnly() {
    assertThat(waits(1_000, 1_500, List.of(), 10, 990, 1_200, 1_400))
        .isEqualTo(new WriterWaits(200, 0, List.of()));
  }

  private static WriterWaits waits(
      long begin, long end, List<WriterWaits.Strike> strikes, long... acks) {
    return WriterWaits.of(
        LongStream.of(acks).map(WriterWaitsTest::nanos).toArray(),
        nanos(begin),
        nanos(end),
        strikes);
  }

  private static WriterWaits.Strike strike(long from, long until) {
    return new WriterWaits.Strike(Bar.CRASH, nanos(from), nanos(until));
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
