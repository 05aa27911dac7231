package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTokenTest {
  @Test
  void takesWhatAHeaderCarries() {
    assertThat(ControlToken.isSendable("0a9f Z~!\"'\t")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "caf\u00e9", "\u007f", "\u0000", "\ud83d\ude00"})
  void refusesWhatNoHeaderCarries(String token) {
    assertThat(ControlToken.isSendable(token)).isFalse();
  }
}
