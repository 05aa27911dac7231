package io.redisfailover.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void areValuesThatWereMeasured() {
    assertThat(Quantiles.of(List.of(40, 10, 30, 20))).isEqualTo(new Quantiles(4, 10, 20, 40, 40));
  }

  @Test
  void leaveOutOneOfAHundred() {
    List<Integer> samples = IntStream.rangeClosed(1, 200).boxed().toList();
    assertThat(Quantiles.of(samples)).isEqualTo(new Quantiles(200, 1, 100, 198, 200));
  }

  @Test
  void ofOneSampleAreThatSample() {
    assertThat(Quantiles.of(List.of(7))).isEqualTo(new Quantiles(1, 7, 7, 7, 7));
  }

  @Test
  void doNotExistWithoutSamples() {
    assertThatThrownBy(() -> Quantiles.of(List.of())).hasMessage("there are no samples");
  }
}
