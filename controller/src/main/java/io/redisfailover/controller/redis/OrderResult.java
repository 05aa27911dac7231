package io.redisfailover.controller.redis;

import io.redisfailover.failover.view.View;
import java.util.Optional;

/** What became of an order. */
public sealed interface OrderResult {
  /** {@return one sentence for the log} */
  String sentence();

  /**
   * The packet was sent and every command of it was accepted.
   *
   * @param after what the server said right afterwards, where it could still be asked
   * @param sentence what was done
   */
  record Done(Optional<View> after, String sentence) implements OrderResult {}

  /**
   * Nothing was sent.
   *
   * @param sentence why
   */
  record NotSent(String sentence) implements OrderResult {}

  /**
   * The packet was sent; what became of it is not known, or a part was refused.
   *
   * @param sentence what was seen
   */
  record Doubtful(String sentence) implements OrderResult {}
}
