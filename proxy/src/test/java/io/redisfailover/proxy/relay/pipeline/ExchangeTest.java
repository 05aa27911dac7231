package io.redisfailover.proxy.relay.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Times are milliseconds; the present is 1000. */
class ExchangeTest {
  private static final long NOW = 1_000;
  private static final long NOBODY_SERVED = 0;

  @Test
  void isQuietWhileTheClientHasSaidNothing() {
    assertThat(quiet(new Exchange(false, 0, 0, false, 0, true, 0), NOBODY_SERVED)).isTrue();
  }

  @Test
  void waitsForTheReplyOfARequest() {
    assertThat(quiet(unanswered(999, 999), NOBODY_SERVED)).isFalse();
    assertThat(quiet(unanswered(901, 901), NOBODY_SERVED)).isFalse();
  }

  @Test
  void waitsForTheRestOfAReply() {
    assertThat(quiet(answered(980, 998), NOW)).isFalse();
    assertThat(quiet(answered(980, 997), NOW)).isTrue();
  }

  @Test
  void waitsForNoRequestThatBeganLongAgoHoweverLateItsLastByteCame() {
    assertThat(quiet(unanswered(900, 999), NOBODY_SERVED)).isTrue();
  }

  @Test
  void waitsForNoRequestThatAnotherOneHasOvertaken() {
    assertThat(quiet(unanswered(980, 985), 995)).isTrue();
    assertThat(quiet(unanswered(980, 986), 995)).isFalse();
  }

  @Test
  void waitsForNoClientThatHasNotTakenItsRepliesForLong() {
    assertThat(quiet(untaken(901), NOBODY_SERVED)).isFalse();
    assertThat(quiet(untaken(900), NOBODY_SERVED)).isTrue();
  }

  private static Exchange unanswered(long began, long asked) {
    return new Exchange(true, nanos(began), nanos(asked), false, nanos(500), true, 0);
  }

  private static Exchange answered(long asked, long answered) {
    return new Exchange(true, nanos(asked), nanos(asked), true, nanos(answered), true, 0);
  }

  private static Exchange untaken(long since) {
    return new Exchange(true, nanos(500), nanos(500), true, nanos(999), false, nanos(since));
  }

  private static boolean quiet(Exchange exchange, long served) {
    return exchange.isQuiet(nanos(served), nanos(NOW));
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
