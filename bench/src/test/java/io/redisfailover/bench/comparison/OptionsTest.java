package io.redisfailover.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.bench.result.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void areEverythingTenTimesUnlessSaidOtherwise() {
    Options options = Options.parse(List.of());
    assertThat(options.scenarios()).isEqualTo(Scenario.all());
    assertThat(options.runs()).isEqualTo(10);
    assertThat(options.clients()).isEqualTo(20);
    assertThat(options.json()).isEmpty();
    assertThat(options.rival()).isTrue();
    assertThat(options.baseline()).isEmpty();
  }

  @Test
  void leaveHaproxyOutWhenABaselineIsNamedAlone() {
    Options options = Options.parse(List.of("--baseline", "older"));
    assertThat(options.baseline()).contains(Path.of("older"));
    assertThat(options.rival()).isFalse();
    assertThat(options.runs()).isEqualTo(10);
  }

  @Test
  void takeAValueBehindAnEqualsSignToo() {
    Options options = Options.parse(List.of("--baseline=/older=1", "--runs", "2"));
    assertThat(options.baseline()).contains(Path.of("/older=1"));
    assertThat(options.runs()).isEqualTo(2);
  }

  @Test
  void takeHaproxyBesidesTheBaselineWhenBothAreNamed() {
    Options options = Options.parse(List.of("--baseline", "older", "--rival", "haproxy"));
    assertThat(options.baseline()).contains(Path.of("older"));
    assertThat(options.rival()).isTrue();
  }

  @Test
  void takeTheCommandOfTheDocument() {
    Options options =
        Options.parse(
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
          --rival envoy        | There is no rival `envoy`; write --rival haproxy.
          --scenarios stop,die | There is no scenario `die`; there are kill-aof,kill-none,kill-quick,stop,planned.
          --runs 0             | --runs must be from 1 to 1000, not 0.
          --runs ten           | --runs must be a whole number, not `ten`.
          --clients 500        | --clients must be from 1 to 200, not 500.
          --json               | There is no value after --json.
          --baseline           | There is no value after --baseline.
          --jsn out.json       | There is no option --jsn.
          stop                 | `stop` is no option.
          """)
  void sayWhatIsWrongAndWhatToWriteInstead(String line, String sentence) {
    assertThatThrownBy(() -> Options.parse(List.of(line.split(" ", -1)))).hasMessage(sentence);
  }
}
