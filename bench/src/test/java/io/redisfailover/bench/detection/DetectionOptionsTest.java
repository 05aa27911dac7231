package io.redisfailover.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionOptionsTest {
  @Test
  void areThirtySecondsAndTwoGibibytesUnlessSaidOtherwise() {
    DetectionOptions options = DetectionOptions.parse(List.of());
    assertThat(options.seconds()).isEqualTo(30);
    assertThat(options.hangs()).isEqualTo(7);
    assertThat(options.gibibytes()).isEqualTo(2);
    assertThat(options.seed()).isEmpty();
  }

  @Test
  void takeAShorterTimeAndLessData() {
    DetectionOptions options =
        DetectionOptions.parse(List.of("--seconds", "10", "--gib=1", "--hangs", "1"));
    assertThat(options.seconds()).isEqualTo(10);
    assertThat(options.hangs()).isEqualTo(1);
    assertThat(options.gibibytes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --seconds 4 | --seconds: 4 is out of range; a disturbance comes each 5 s.
          --gib 0     | --gib: 0 is out of range; use a whole number from 1 to 64.
          --hang 3    | Unknown option --hang.
          """)
  void sayWhatIsWrong(String line, String sentence) {
    assertThatThrownBy(() -> DetectionOptions.parse(List.of(line.split(" ", -1))))
        .hasMessage(sentence);
  }
}
