package io.redisfailover.failover.command;

import java.time.Duration;
import java.util.Optional;

/**
 * A command and the lockout that must hold before it.
 *
 * <p>How it is carried out, by proxies and controller alike:
 *
 * <ol>
 *   <li>Open, or have, a connection to the command's server; with a lockout, also one to the
 *       lockout's server.
 *   <li>Run the lockout, if there is one: list, kill, probe; {@link Lockout#refusal} must find
 *       nothing.
 *   <li>Probe the command's server on its connection; {@link Command#refusal} must find nothing,
 *       and this probe may be {@link #MAX_AGE} old. The decision may be as old where the order
 *       {@link #restsOnOtherServer rests on the other server}, otherwise as the whole may take.
 *   <li>Send the packet as one write, read its replies, probe again.
 * </ol>
 *
 * Any failure ends it, and the next decision starts afresh; the same kind of command is not
 * repeated on the same server before {@link Command#retryAfter} has passed.
 *
 * @param command what to send
 * @param lockout what must be locked out before
 */
public record Order(Command command, Optional<Lockout> lockout) {
  /**
   * How old what an order rests on may be when its packet is sent: a process that was paused looks
   * again.
   */
  public static final Duration MAX_AGE = Duration.ofMillis(200);

  /** Checks that it locks out another server than it commands. */
  public Order {
    if (lockout.filter(other -> other.server() == command.server()).isPresent()) {
      throw new IllegalArgumentException("an order cannot lock out the server that it commands");
    }
  }

  /**
   * {@return whether it rests on what the other server was at its decision, which nothing looks at
   * again: a promotion without a lockout does, and that server may have gone on}
   */
  public boolean restsOnOtherServer() {
    return command instanceof Command.Promote && lockout.isEmpty();
  }

  /** An order without a lockout. */
  public static Order of(Command command) {
    return new Order(command, Optional.empty());
  }

  /** An order that needs a lockout. */
  public static Order lockedOut(Command command, Lockout lockout) {
    return new Order(command, Optional.of(lockout));
  }
}
