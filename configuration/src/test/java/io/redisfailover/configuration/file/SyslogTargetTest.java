package io.redisfailover.configuration.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogTargetTest {
  @Test
  void isAnAddressOrTheFileOfASocket() {
    assertThat(SyslogTarget.parse("/dev/log"))
        .contains(new SyslogTarget.Local(Path.of("/dev/log")));
    assertThat(SyslogTarget.parse("10.0.0.1:514"))
        .contains(new SyslogTarget.Network(HostPort.parse("10.0.0.1:514").orElseThrow()));
    assertThat(SyslogTarget.parse("/" + "x".repeat(106))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dev/log", "10.0.0.1", "/a\0b"})
  void isNothingElse(String text) {
    assertThat(SyslogTarget.parse(text)).isEmpty();
    assertThat(SyslogTarget.parse("/" + "x".repeat(107))).isEmpty();
  }
}
