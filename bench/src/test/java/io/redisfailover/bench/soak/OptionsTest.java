package io.redisfailover.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void areThirtyMinutesOfADrawnSeedUnlessSaidOtherwise() {
    Options options = Options.parse(List.of());
    assertThat(options.minutes()).isEqualTo(30);
    assertThat(options.seed()).isEmpty();
  }

  @Test
  void takeASeed() {
    Options options = Options.parse(List.of("--minutes", "5", "--seed", "4711"));
    assertThat(options.minutes()).isEqualTo(5);
    assertThat(options.seed()).hasValue(4711);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --minutes 0   | --minutes must be from 1 to 10080, not 0.
          --minutes 1.5 | --minutes must be a whole number, not `1.5`.
          --seed        | There is no value after --seed.
          --hours 3     | There is no option --hours.
          """)
  void sayWhatIsWrong(String line, String sentence) {
    assertThatThrownBy(() -> Options.parse(List.of(line.split(" ", -1)))).hasMessage(sentence);
  }
}
