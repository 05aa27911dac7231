package io.redisfailover.failover.guard;

/**
 * A guard of the protocol: one condition in the code. A test switches each guard off, and the
 * simulator must then find what it prevents.
 */
public enum Guard {
  /**
   * The standby is promoted only after the active server has failed; a missing answer alone is no
   * failure.
   */
  ACTIVE_FAILED,
  /** The standby, probed after the failure, has lost the active server too. */
  STANDBY_LOST_ACTIVE,
  /** The observer has seen the standby catch up, in its present process and on its present link. */
  SYNC_EVIDENCE,
  /**
   * Sync evidence lapses when the observer did not see the active server for 500 ms before its
   * failure.
   */
  EVIDENCE_RECENT,
  /**
   * After a time in which it stood still, a proxy passes nothing on, no waiting reply either, until
   * the active server has answered.
   */
  ANSWER_AFTER_STALL,
  /**
   * A time in which an observer stood still is excused only when every other proxy has said that it
   * passed nothing on either.
   */
  NOBODY_WAS_TOLD,
  /** What a peer has seen counts only if it was not blind itself. */
  PEER_NOT_BLIND,
  /**
   * While a switchover is announced, a proxy tells no other one what it has seen of the standby:
   * who was not prepared must not finish it.
   */
  PREPARED_IS_NO_WITNESS,
  /** A standby that is known to be too far behind is not promoted. */
  MAX_LAG,
  /** Where the active server is parked, the standby has reached its offset. */
  EQUAL_OFFSET,
  /**
   * Before acting on what a server answered, an observer closes the other party's connections
   * there.
   */
  LOCKOUT,
  /** A promotion rests on a recent probe, and a closed connection was dialled again. */
  FRESH_PROBE,
  /** Right before a command its server is probed again: it is the same process in the same role. */
  PROBE_AGAIN,
  /** A switchover parks the active server only after every proxy has stopped forwarding. */
  PREPARE_FROM_ALL,
  /** A proxy refuses a message of any attempt but the one in progress. */
  ATTEMPT_ID,
  /** A primary that is not the epoch's gets no clients and counts as a failed active server. */
  FOREIGN_SERVER,
  /** A proxy that alone is cut from the active server reports that it is not ready. */
  UNREADY_WHEN_CUT,
  /**
   * While a proxy knows a newer epoch whose server it does not see, it does not route to the old
   * one.
   */
  KNOWN_NEWER_EPOCH,
  /**
   * A proxy whose promotion was not answered, or which has probed since it was sent, routes to the
   * old server only after the standby has shown that it did not obey.
   */
  PROMOTION_ANSWERED,
  /** The standby is promoted before the first client byte reaches it. */
  PROMOTE_BEFORE_ROUTE,
  /** Markers in the data tell which epoch the data belongs to. */
  MARKER,
  /** Every server starts parked, never as a primary. */
  PARKED_START,
  /** A server that returns continues beside an unreachable one only if that one was gone before. */
  STANDBY_GONE
}
