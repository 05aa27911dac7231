package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.util.Optional;

/** What a {@link SwitchoverPlan} asks its shell to do next; the last three end the plan. */
public sealed interface SwitchStep {
  /** Announce the switch to every proxy that may be alive; then {@link SwitchoverPlan#prepared}. */
  record Prepare() implements SwitchStep {}

  /**
   * Carry out an order; then {@link SwitchoverPlan#ordered}.
   *
   * @param order the order
   */
  record Carry(Order order) implements SwitchStep {}

  /**
   * Probe a server on a command connection; then {@link SwitchoverPlan#looked}.
   *
   * @param node the server
   */
  record Look(Node node) implements SwitchStep {}

  /**
   * The switch is done: tell every proxy. The end.
   *
   * @param line the line that it began
   */
  record Commit(Line line) implements SwitchStep {}

  /**
   * The switch was given up, and the old server is active: tell every proxy. The end.
   *
   * @param line the line that goes on under a new number, if it was renewed
   * @param why one sentence
   */
  record Release(Optional<Line> line, String why) implements SwitchStep {}

  /**
   * How it ended is not known; nobody is told, and whoever sees it finishes it. The end.
   *
   * @param why one sentence
   */
  record Unsettled(String why) implements SwitchStep {}
}
