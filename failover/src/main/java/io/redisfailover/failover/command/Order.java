package io.redisfailover.failover.command;

import java.util.Optional;

/**
 * A command and the seal that must hold before it.
 *
 * <p>How it is carried out: open (or have) a connection to the command's server; run the seal, if
 * there is one; probe the command's server on its connection; when {@link Command#refusal} finds
 * nothing and no more than {@code maxAge} has passed since the decision, send the packet; probe
 * again and hand that view to the policy. Any failure ends it, and the next decision starts afresh.
 *
 * @param command what to send
 * @param seal what must be sealed before
 */
public record Order(Command command, Optional<Seal> seal) {
  /** An order without a seal. */
  public static Order of(Command command) {
    return new Order(command, Optional.empty());
  }

  /** An order that needs a seal. */
  public static Order sealed(Command command, Seal seal) {
    return new Order(command, Optional.of(seal));
  }
}
