package io.redisfailover.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void aVariableBeyondAsciiIsTrustedOnlyWhereTheLocaleIsUtf8() {
    assertThat(Secrets.isGarbled("Grüße", StandardCharsets.US_ASCII)).isTrue();
    assertThat(Secrets.isGarbled("Grüße", StandardCharsets.ISO_8859_1)).isTrue();
    assertThat(Secrets.isGarbled("Grüße", StandardCharsets.UTF_8)).isFalse();
    assertThat(Secrets.isGarbled("plain #1", StandardCharsets.US_ASCII)).isFalse();
  }
}
