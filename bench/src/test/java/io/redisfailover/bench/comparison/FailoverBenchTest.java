package io.redisfailover.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.SampleResults;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How a run ends, and the table of its file. */
class FailoverBenchTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void endsWith0WhereNothingIsWrong() {
    assertThat(conclude(SampleResults.good())).isZero();
    assertThat(said())
        .endsWith("Ours lost no write that must be kept.\nHAProxy showed its known loss.\n");
  }

  @Test
  void endsWith1WhereOursLostWhatMustNotBe() {
    assertThat(
            conclude(
                SampleResults.of(
                    SampleResults.run(Scenario.STOP, Contender.OURS, 9, 9, 0, "master"))))
        .isEqualTo(1);
  }

  @Test
  void endsWith1WhereItSaysWorse() {
    Results results =
        SampleResults.of(
            SampleResults.run(Scenario.STOP, Contender.BASELINE, 0, 0, 0, "master"),
            SampleResults.run(Scenario.STOP, Contender.OURS, 1, 1, 0, "master"));
    assertThat(conclude(results)).isEqualTo(1);
    assertThat(said()).endsWith("stop immediate: 1 acknowledged writes lost instead of 0\n");
  }

  private int conclude(Results results) {
    return FailoverBench.conclude(results, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
