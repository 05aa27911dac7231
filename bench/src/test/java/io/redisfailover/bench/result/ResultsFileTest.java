package io.redisfailover.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsFileTest {
  @Test
  void readsWhatItHasWritten() throws IOException {
    Results results =
        new Results(
            SampleResults.about(List.of("haproxy-default: absent")),
            List.of("stop ours #2: waited in vain"),
            SampleResults.good().runs());
    assertThat(ResultsFile.parse(ResultsFile.text(results))).isEqualTo(results);
  }

  @Test
  void readsAFileThatSaysNothingOfTheBuilds() throws IOException {
    String text = ResultsFile.text(SampleResults.good());
    String older =
        text.replace("\"builds\":[\"ours: commit 0123456789ab, SHA-256 0123456789abcdef\"],", "");
    assertThat(older).isNotEqualTo(text);
    assertThat(ResultsFile.parse(older).about().builds()).isEmpty();
    assertThat(ResultsFile.parse(older).runs()).isEqualTo(SampleResults.good().runs());
  }

  @Test
  void putsEachRunOnALineOfItsOwn() {
    assertThat(ResultsFile.text(SampleResults.good()).lines())
        .filteredOn(line -> line.contains("\"scenario\":\"stop\""))
        .hasSize(2);
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(() -> ResultsFile.read(Path.of("no-such-file.json")))
        .hasMessage("no-such-file.json is not there, or may not be read");
  }

  @Test
  void saysWhatIsWrongWithAFileOfAnotherKind() {
    assertThatThrownBy(() -> ResultsFile.parse("{\"rounds\": 3}"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("it was not written by bench/failover --json: ");
  }
}
