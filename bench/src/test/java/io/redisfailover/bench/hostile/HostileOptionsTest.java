package io.redisfailover.bench.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileOptionsTest {
  @Test
  void areTenMinutesUnlessSaidOtherwise() {
    HostileOptions options = HostileOptions.parse(List.of());
    assertThat(options.minutes()).isEqualTo(10);
    assertThat(options.json()).isEmpty();
  }

  @Test
  void takeTheMinutesAndAFile() {
    HostileOptions options = HostileOptions.parse(List.of("--minutes=1", "--json", "a.json"));
    assertThat(options.minutes()).isEqualTo(1);
    assertThat(options.json()).hasValue(Path.of("a.json"));
  }

  @Test
  void sayWhatIsWrong() {
    assertThatThrownBy(() -> HostileOptions.parse(List.of("--minutes", "0")))
        .hasMessage("--minutes: 0 is out of range; use a whole number from 1 to 1440.");
  }
}
