package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import java.time.Duration;

/**
 * What a user can set about the controller.
 *
 * @param failover the settings that proxies share
 * @param endpoints where the servers are, as Redis itself is told: addresses, not names
 * @param preferred the server that is active when both can be
 * @param automaticFailback whether the preferred server becomes active again by a switchover
 * @param failbackDelay how long it must have been in sync before that; not negative
 */
public record ControllerSettings(
    FailoverSettings failover,
    Endpoints endpoints,
    Server preferred,
    boolean automaticFailback,
    Duration failbackDelay) {
  /** Checks the range. */
  public ControllerSettings {
    if (failbackDelay.isNegative()) {
      throw new IllegalArgumentException("failbackDelay is " + failbackDelay + ", use 0 or more");
    }
  }

  /** {@return the same settings for servers at other addresses} */
  public ControllerSettings movedTo(Endpoints newer) {
    return new ControllerSettings(failover, newer, preferred, automaticFailback, failbackDelay);
  }
}
