package io.redisfailover.operator.pair;

import io.redisfailover.failover.view.Node;

/** What a person or a roll can ask the controller of a pair for. */
public sealed interface Wish {
  /**
   * A planned switch.
   *
   * @param to the server that shall be active
   */
  record Switch(Node to) implements Wish {}

  /**
   * The answer to an open question.
   *
   * @param survivor the server whose data go on
   */
  record Promote(Node survivor) implements Wish {}
}
