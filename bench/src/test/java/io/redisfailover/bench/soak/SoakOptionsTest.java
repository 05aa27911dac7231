package io.redisfailover.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakOptionsTest {
  @Test
  void areThirtyMinutesOfADrawnSeedUnlessSaidOtherwise() {
    SoakOptions options = SoakOptions.parse(List.of());
    assertThat(options.minutes()).isEqualTo(30);
    assertThat(options.seed()).isEmpty();
  }

  @Test
  void takeASeed() {
    SoakOptions options = SoakOptions.parse(List.of("--minutes", "5", "--seed", "4711"));
    assertThat(options.minutes()).isEqualTo(5);
    assertThat(options.seed()).hasValue(4711);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --minutes 0   | --minutes: 0 is out of range; use a whole number from 1 to 10080.
          --minutes 1.5 | --minutes: `1.5` is no whole number.
          --seed        | --seed needs a value.
          --hours 3     | Unknown option --hours.
          """)
  void sayWhatIsWrong(String line, String sentence) {
    assertThatThrownBy(() -> SoakOptions.parse(List.of(line.split(" ", -1)))).hasMessage(sentence);
  }
}
