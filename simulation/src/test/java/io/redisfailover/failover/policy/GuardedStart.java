package io.redisfailover.failover.policy;

import io.redisfailover.failover.guard.Guards;
import java.time.Instant;

/** Starts observers with a guard switched off: the only way to have one without. */
public final class GuardedStart {
  private GuardedStart() {}

  public static ProxyState proxy(Instant now, FailoverSettings settings, Guards guards) {
    return ProxyState.starting(now, settings, guards);
  }

  public static ControllerState controller(
      Instant now, FailoverSettings settings, boolean fresh, Guards guards) {
    return ControllerState.starting(now, settings, fresh, guards);
  }
}
