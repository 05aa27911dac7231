package io.redisfailover.failover.policy;

import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import java.time.Duration;

/**
 * What a user can set about the controller.
 *
 * @param failover the settings that proxies share
 * @param endpoints where the servers are, as Redis itself is told: addresses, not names
 * @param preferred the server that is active when both can be
 * @param automaticFailback whether the preferred server becomes active again by a planned switch
 * @param failbackDelay how long it must have been in sync before that; not negative
 */
public record ControllerSettings(
    FailoverSettings failover,
    Endpoints endpoints,
    Node preferred,
    boolean automaticFailback,
    Duration failbackDelay) {
  /** Checks the range. */
  public ControllerSettings {
    if (failbackDelay.isNegative()) {
      throw new IllegalArgumentException("failbackDelay is " + failbackDelay + ", use 0 or more");
    }
  }
}
