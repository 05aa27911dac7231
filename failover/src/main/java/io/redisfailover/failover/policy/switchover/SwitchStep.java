package io.redisfailover.failover.policy.switchover;

import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import java.util.Optional;

/** What a {@link SwitchoverPlan} asks its shell to do next; the last three end the plan. */
public sealed interface SwitchStep {
  /**
   * Announce the switchover to every proxy that may be alive; then {@link SwitchoverPlan#prepared}.
   */
  record Prepare() implements SwitchStep {}

  /**
   * Carry out an order; then {@link SwitchoverPlan#ordered}.
   *
   * @param order the order
   */
  record Execute(Order order) implements SwitchStep {}

  /**
   * Probe a server on a command connection; then {@link SwitchoverPlan#probed}.
   *
   * @param server the server
   */
  record ProbeServer(Server server) implements SwitchStep {}

  /**
   * The switchover is done: tell every proxy. The end.
   *
   * @param epoch the epoch that it began
   */
  record Commit(Epoch epoch) implements SwitchStep {}

  /**
   * The switchover was given up, and the old server is active: tell every proxy. The end.
   *
   * @param epoch the epoch that goes on under a new number, if it was renewed
   * @param why one sentence
   */
  record Abort(Optional<Epoch> epoch, String why) implements SwitchStep {}

  /**
   * How it ended is not known; nobody is told, and whoever sees it finishes it. The end.
   *
   * @param why one sentence
   */
  record OutcomeUnknown(String why) implements SwitchStep {}
}
