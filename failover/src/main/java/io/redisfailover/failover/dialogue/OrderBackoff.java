package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a kind of command from being tried again on the same server before {@link
 * Command#retryAfter} has passed since the last try ended. For one thread.
 */
public final class OrderBackoff {
  private final Map<Kind, Instant> notBefore = new HashMap<>();

  private record Kind(Class<? extends Command> command, Server server) {
    static Kind of(Order order) {
      return new Kind(order.command().getClass(), order.command().server());
    }
  }

  /** {@return whether it may be tried now} */
  public boolean allows(Order order, Instant now) {
    Instant earliest = notBefore.get(Kind.of(order));
    return earliest == null || !now.isBefore(earliest);
  }

  /**
   * One ended, in whatever way: that it was sent and answered does not say that the server obeyed.
   */
  public void ended(Order order, Instant now) {
    notBefore.put(Kind.of(order), now.plus(order.command().retryAfter()));
  }
}
