package io.redisfailover.failover.guard;

import java.util.EnumSet;
import java.util.Set;

/** Which guards are on. A product has {@link #ALL}; only tests take one away. */
public final class Guards {
  /** Every guard. */
  public static final Guards ALL = new Guards(EnumSet.noneOf(Guard.class));

  private final Set<Guard> off;

  private Guards(Set<Guard> off) {
    this.off = off;
  }

  /**
   * All but one, for tests.
   *
   * @param guard the one that is off
   */
  public static Guards allBut(Guard guard) {
    return new Guards(EnumSet.of(guard));
  }

  /** {@return whether this guard is on} */
  public boolean on(Guard guard) {
    return !off.contains(guard);
  }
}
