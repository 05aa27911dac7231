package io.redisfailover.failover.policy.switchover;

/** How far a switchover is: what a {@link SwitchoverPlan} waits for. */
sealed interface SwitchPhase {
  /** The proxies are being prepared; nothing has changed yet. */
  record Preparing() implements SwitchPhase {}

  /** The active server is being parked. */
  record Parking() implements SwitchPhase {}

  /** The standby is to reach the offset at which the active server was frozen. */
  record CatchingUp(long frozenOffsetBytes) implements SwitchPhase {}

  /** The promotion is under way. */
  record Promoting() implements SwitchPhase {}

  /**
   * The promotion was not sent; what is the standby? When it answers, somebody else may have
   * promoted it.
   *
   * @param why why the switchover is given up
   */
  record Doubting(String why) implements SwitchPhase {}

  /**
   * The old server is probed before it is unparked.
   *
   * @param why the switchover failed
   * @param out which command was sent, is not known to have arrived, and could still do so
   */
  record ProbingAgain(String why, Out out) implements SwitchPhase {
    /** A command that may be under way. */
    enum Out {
      NOTHING,
      /** The old server's park. */
      PARK,
      /** The standby's promotion, by whomever. */
      PROMOTION
    }

    /** Nothing is under way. */
    ProbingAgain(String why) {
      this(why, Out.NOTHING);
    }

    /** A promotion may be under way, or nothing. */
    ProbingAgain(String why, boolean promotionOut) {
      this(why, promotionOut ? Out.PROMOTION : Out.NOTHING);
    }
  }

  /**
   * The old server is being unparked.
   *
   * @param why the switchover failed
   * @param lockedOut whether the standby is locked out before, so that no promotion can arrive any
   *     more
   */
  record RollingBack(String why, boolean lockedOut) implements SwitchPhase {}

  /** It is over. */
  record Over(SwitchStep end) implements SwitchPhase {}
}
