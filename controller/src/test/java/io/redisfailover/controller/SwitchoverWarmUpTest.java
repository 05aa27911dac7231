package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SwitchoverWarmUpTest {
  @Test
  void goesThroughAWholeSwitch() {
    Instant now = Instant.EPOCH;
    ControllerState empty = ControllerState.starting(now, FailoverSettings.DEFAULT, true);

    assertThat(SwitchoverWarmUp.play(empty.seen(), now))
        .isEqualTo("switchover to Backup completed");
  }
}
