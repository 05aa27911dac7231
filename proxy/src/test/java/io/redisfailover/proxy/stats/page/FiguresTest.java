package io.redisfailover.proxy.stats.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({"0,0", "999,999", "1000,1\u202f000", "122832,122\u202f832", "-1,-1"})
  void groupsDigitsByThree(long count, String shown) {
    assertThat(Figures.count(count)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "9999,9\u202f999 B",
    "10240,10.0 KiB",
    "1420331008,1.3 GiB",
    "9223372036854775807,8.0 EiB"
  })
  void roundsBytesToAUnit(long bytes, String shown) {
    assertThat(Figures.bytes(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0s",
    "PT59.9S,59s",
    "PT1M,1m",
    "PT2M5S,2m5s",
    "PT3H20M59S,3h20m",
    "PT50H,2d2h",
    "PT48H,2d"
  })
  void showsSpansAsHaproxyDoes(Duration span, String shown) {
    assertThat(Figures.span(span)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"PT0.0005S,500 µs", "PT0.012S,12 ms", "PT1.5S,1.50 s"})
  void showsShortTimesInAFittingUnit(Duration time, String shown) {
    assertThat(Figures.time(time)).isEqualTo(shown);
  }
}
