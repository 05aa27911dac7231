package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import java.util.Optional;

/**
 * What the controller does after something was seen, told or timed out.
 *
 * @param next what it remembers from here on
 * @param action what it does
 * @param recordable the epoch that is to stand on record and with every proxy: its active server
 *     was seen as its primary, with its marker in the data where the server can hold one
 */
public record ControllerDecision(ControllerState next, Action action, Optional<Epoch> recordable) {

  /** What the controller does; each case carries one sentence of why. */
  public sealed interface Action {
    /** {@return why the active server changes or is left; absent while it goes on} */
    default Optional<Cause> cause() {
      return Optional.empty();
    }

    /** {@return one sentence} */
    String why();
  }

  /**
   * Nothing: everything is as it should be.
   *
   * @param why one sentence
   */
  public record Settled(String why) implements Action {}

  /**
   * Nothing yet.
   *
   * @param cause how the active server has failed; absent where it has not
   * @param why what is waited for
   */
  public record Waiting(Optional<Cause> cause, String why) implements Action {
    /** While no active server has failed. */
    Waiting(String why) {
      this(Optional.empty(), why);
    }
  }

  /**
   * Send an order; nothing else is decided until it has ended.
   *
   * @param order the order
   * @param cause why the active server changes by it; absent where it goes on
   * @param why one sentence
   */
  public record Execute(Order order, Optional<Cause> cause, String why) implements Action {
    /** An order, for the reason that its command gives. */
    Execute(Order order, Optional<Cause> cause) {
      this(order, cause, order.command().why());
    }

    /** An order that leaves the active server where it is. */
    Execute(Order order) {
      this(order, Optional.empty());
    }
  }

  /**
   * Begin a switchover with {@link SwitchoverPlan}; nothing else is decided until it has ended.
   *
   * @param to the server that shall be active
   * @param trigger whether it was asked for, or is the way back to the preferred server
   * @param why one sentence
   */
  public record Switchover(Server to, Cause trigger, String why) implements Action {
    @Override
    public Optional<Cause> cause() {
      return Optional.of(trigger);
    }
  }

  /**
   * The switchover that was asked for cannot be had; the request is over.
   *
   * @param to the server that should have become active
   * @param why one sentence
   */
  public record Refused(Server to, String why) implements Action {}

  /**
   * Only an administrator can say which data go on. Nothing is overwritten until the answer comes.
   *
   * @param why what is the case, and what each answer would lose
   */
  public record DecisionRequired(String why) implements Action {}
}
