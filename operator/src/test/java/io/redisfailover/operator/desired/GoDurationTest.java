package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as Go and Kubernetes write them. */
class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "1500ms, 1500",
    "2s, 2000",
    "5m, 300000",
    "1h30m, 5400000",
    "1.5h, 5400000",
    "1m0.25s, 60250"
  })
  void readsWhatTheSchemaLetsThrough(String text, long millis) {
    assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "five", "2 s", "-1s", "1d", "s"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesOneUnitForTheProxies() {
    assertThat(GoDuration.oneUnit("1h30m")).isEqualTo("5400s");
    assertThat(GoDuration.oneUnit("1.5s")).isEqualTo("1500ms");
    assertThat(GoDuration.oneUnit("0s")).isEqualTo("0s");
  }
}
