package io.redisfailover.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.proxy.config.Secret;
import org.junit.jupiter.api.Test;

class ControlWarmUpTest {
  @Test
  void answersEveryRequestOfASwitchover() {
    assertThat(ControlWarmUp.play(new BearerToken(() -> Secret.lines("token")))).isTrue();
  }
}
