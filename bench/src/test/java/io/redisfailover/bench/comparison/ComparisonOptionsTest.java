package io.redisfailover.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.bench.result.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonOptionsTest {
  @Test
  void areEverythingTenTimesUnlessSaidOtherwise() {
    ComparisonOptions options = ComparisonOptions.parse(List.of());
    assertThat(options.scenarios()).isEqualTo(Scenario.all());
    assertThat(options.runs()).isEqualTo(10);
    assertThat(options.clients()).isEqualTo(20);
    assertThat(options.json()).isEmpty();
    assertThat(options.rival()).isTrue();
    assertThat(options.baseline()).isEmpty();
  }

  @Test
  void leaveHaproxyOutWhenABaselineIsNamedAlone() {
    ComparisonOptions options = ComparisonOptions.parse(List.of("--baseline", "older"));
    assertThat(options.baseline()).contains(Path.of("older"));
    assertThat(options.rival()).isFalse();
    assertThat(options.runs()).isEqualTo(10);
  }

  @Test
  void takeAValueBehindAnEqualsSignToo() {
    ComparisonOptions options =
        ComparisonOptions.parse(List.of("--baseline=/older=1", "--runs", "2"));
    assertThat(options.baseline()).contains(Path.of("/older=1"));
    assertThat(options.runs()).isEqualTo(2);
  }

  @Test
  void takeHaproxyBesidesTheBaselineWhenBothAreNamed() {
    ComparisonOptions options =
        ComparisonOptions.parse(List.of("--baseline", "older", "--rival", "haproxy"));
    assertThat(options.baseline()).contains(Path.of("older"));
    assertThat(options.rival()).isTrue();
  }

  @Test
  void takeTheCommandOfTheDocument() {
    ComparisonOptions options =
        ComparisonOptions.parse(
            List.of(
                ("--rival haproxy --scenarios stop,planned --runs 3 --clients 5 --seed 9"
                        + " --json out.json")
                    .split(" ")));
    assertThat(options.scenarios()).containsExactly(Scenario.STOP, Scenario.PLANNED);
    assertThat(options.runs()).isEqualTo(3);
    assertThat(options.clients()).isEqualTo(5);
    assertThat(options.seed()).isEqualTo(9);
    assertThat(options.json()).contains(Path.of("out.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --rival envoy        | --rival: `envoy` is no rival; use haproxy.
          --scenarios stop,die | --scenarios: `die` is no scenario; use some of kill-aof,kill-none,kill-quick,stop,planned.
          --runs 0             | --runs: 0 is out of range; use a whole number from 1 to 1000.
          --runs ten           | --runs: `ten` is no whole number.
          --clients 500        | --clients: 500 is out of range; use a whole number from 1 to 200.
          --json               | --json needs a value.
          --baseline           | --baseline needs a value.
          --jsn out.json       | Unknown option --jsn.
          stop                 | Unknown option stop.
          """)
  void sayWhatIsWrongAndWhatToWriteInstead(String line, String sentence) {
    assertThatThrownBy(() -> ComparisonOptions.parse(List.of(line.split(" ", -1))))
        .hasMessage(sentence);
  }
}
