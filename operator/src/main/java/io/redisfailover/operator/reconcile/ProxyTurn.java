package io.redisfailover.operator.reconcile;

import io.redisfailover.operator.round.Applied.ProxyRoll;
import java.util.function.BooleanSupplier;

/** Whether the proxies of a resource may be rolled in this round. For one round and one thread. */
final class ProxyTurn {
  private final BooleanSupplier turn;
  private ProxyRoll roll = ProxyRoll.NONE;

  /**
   * One of which nothing is known yet.
   *
   * @param turn whether it is the turn of this resource; asked only when its proxies have to be
   *     rolled
   */
  ProxyTurn(BooleanSupplier turn) {
    this.turn = turn;
  }

  /** The proxies have to be rolled. {@return whether they may be} */
  boolean begins() {
    roll = turn.getAsBoolean() ? ProxyRoll.BEGUN : ProxyRoll.WAITING;
    return roll == ProxyRoll.BEGUN;
  }

  /** Kubernetes has refused the change, so that nothing is rolled. */
  void refused() {
    roll = ProxyRoll.NONE;
  }

  /**
   * Nothing was rolled: Kubernetes stored what was there before. An admission webhook sets a field
   * that the operator sets too, and will do so again.
   */
  void endsUnchanged() {
    roll = ProxyRoll.NONE;
  }

  /** {@return what has become of it} */
  ProxyRoll roll() {
    return roll;
  }
}
