package io.redisfailover.standalone.operations;

import io.redisfailover.failover.view.Node;

/** What a person asks of the running controller. */
public sealed interface PersonRequest {
  /**
   * How it stands.
   *
   * @param json whether it is printed as one JSON object instead of a few lines for people
   */
  record Status(boolean json) implements PersonRequest {}

  /**
   * A planned switch.
   *
   * @param to the server that shall be active
   */
  record Switchover(Node to) implements PersonRequest {}

  /**
   * The answer to the open question.
   *
   * @param survivor the server whose data go on
   */
  record Promote(Node survivor) implements PersonRequest {}
}
