package io.redisfailover.failover.guard;

/**
 * A guard of the protocol. Each is one condition in the code; for each, a test switches it off and
 * the simulator must find what it protects from.
 */
public enum Guard {
  /**
   * The active server must have failed before the standby is promoted, not merely be unanswered.
   */
  ACTIVE_FAILED,
  /** The standby itself, asked afterwards, no longer hears the active server. */
  STANDBY_LOST_ACTIVE,
  /** The observer has seen the standby catch up in its present life and on its present link. */
  WITNESS,
  /** A witness lapses when the observer was blind before the first failure it saw. */
  WITNESS_NOT_BLIND,
  /** A standby that is known to be too far behind is not promoted. */
  MAX_LAG,
  /** Where the active server is parked, the standby must have reached its offset. */
  EQUAL_OFFSET,
  /** The other party's connections are closed before acting on what a server answered. */
  SEAL,
  /** What a promotion rests on was seen a moment ago, and a closed connection was dialled again. */
  FRESH_VIEW,
  /** Right before a command its server is looked at again: the same life, in the same role. */
  LOOK_AGAIN,
  /** A planned switch begins only when every proxy has stopped forwarding. */
  PREPARE_FROM_ALL,
  /** A message of another attempt than the one under way is refused. */
  ATTEMPT_ID,
  /** A master that is not the line's is no route and counts as a failed active server. */
  NOT_MY_SERVER,
  /** A proxy that alone is cut from the active server says that it is not ready. */
  UNREADY_WHEN_CUT,
  /** While a newer line is known whose server is not seen, the old one is no route. */
  KNOWN_NEWER_LINE,
  /** The standby is promoted before the first client byte goes to it. */
  PROMOTE_BEFORE_ROUTE,
  /** Markers in the data say which line they belong to. */
  MARKER,
  /** Every server starts parked, never as a master. */
  PARKED_START,
  /**
   * A server that is back goes on beside one that cannot be asked only if that one was gone before.
   */
  STANDBY_GONE
}
