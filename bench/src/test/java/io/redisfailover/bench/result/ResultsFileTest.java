package io.redisfailover.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsFileTest {
  @Test
  void readsWhatItHasWritten() throws IOException {
    Results results =
        new Results(
            SampleResults.about(List.of("haproxy-seed: absent")),
            List.of("stop ours #2: waited in vain"),
            SampleResults.good().runs());
    assertThat(ResultsFile.parse(ResultsFile.text(results))).isEqualTo(results);
  }

  @Test
  void putsEachRunOnALineOfItsOwn() {
    assertThat(ResultsFile.text(SampleResults.good()).lines())
        .filteredOn(line -> line.contains("\"scenario\":\"stop\""))
        .hasSize(2);
  }

  @Test
  void saysWhatIsWrongWithAFileOfAnotherKind() {
    assertThatThrownBy(() -> ResultsFile.parse("{\"rounds\": 3}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rounds");
  }
}
