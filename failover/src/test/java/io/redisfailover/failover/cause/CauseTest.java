package io.redisfailover.failover.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words that stand on the wire. */
class CauseTest {
  @ParameterizedTest
  @EnumSource
  void isFoundAgainByItsWord(Cause cause) {
    assertThat(Cause.of(cause.word())).contains(cause);
    assertThat(cause.word()).matches("[a-z]+(-[a-z]+)?");
  }

  @Test
  void isNoneForAWordOfALaterRelease() {
    assertThat(Cause.of("meteorite")).isEmpty();
    assertThat(Cause.of("")).isEmpty();
  }

  @Test
  void isPlannedInASwitchOnly() {
    assertThat(Arrays.stream(Cause.values()).filter(Cause::isPlanned))
        .containsExactly(Cause.SWITCHOVER, Cause.FAILBACK);
  }
}
