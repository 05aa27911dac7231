package io.redisfailover.failover.command;

import io.redisfailover.failover.model.ProbeResult;

/** How the carrying out of an {@link Order} ended. */
public sealed interface OrderOutcome {
  /**
   * Nothing was sent that changes a server.
   *
   * @param why one sentence
   */
  record NotSent(String why) implements OrderOutcome {}

  /**
   * The packet was sent, and what became of it is not known.
   *
   * @param why one sentence
   */
  record Unknown(String why) implements OrderOutcome {}

  /**
   * The packet was sent and answered, and the server was probed again.
   *
   * @param after what it said afterwards, on the same connection
   */
  record Done(ProbeResult after) implements OrderOutcome {}
}
