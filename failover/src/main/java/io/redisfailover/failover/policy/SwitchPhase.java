package io.redisfailover.failover.policy;

/** How far a planned switch is: what a {@link SwitchoverPlan} waits for. */
sealed interface SwitchPhase {
  /** The proxies are being prepared; nothing has changed yet. */
  record Preparing() implements SwitchPhase {}

  /** The active server is being parked. */
  record Parking() implements SwitchPhase {}

  /** The standby is to reach the offset at which the active server was frozen. */
  record CatchingUp(long frozenOffsetBytes) implements SwitchPhase {}

  /** The promotion is under way. */
  record Promoting() implements SwitchPhase {}

  /** The old server is looked at before it is un-parked. */
  record LookingBack(String why) implements SwitchPhase {}

  /** The old server is being un-parked. */
  record RollingBack(String why) implements SwitchPhase {}

  /** It is over. */
  record Over(SwitchStep end) implements SwitchPhase {}
}
