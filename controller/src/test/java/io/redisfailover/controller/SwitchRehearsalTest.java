package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.policy.ControllerState;
import io.redisfailover.failover.policy.FailoverSettings;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SwitchRehearsalTest {
  @Test
  void goesThroughAWholeSwitch() {
    Instant now = Instant.EPOCH;
    ControllerState empty = ControllerState.starting(now, FailoverSettings.DEFAULT, true);

    assertThat(SwitchRehearsal.play(empty.seen(), now)).startsWith("Backup is active in line 4");
  }
}
