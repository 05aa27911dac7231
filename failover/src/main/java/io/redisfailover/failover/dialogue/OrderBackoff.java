package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a kind of command from being tried again on the same server before {@link
 * Command#retryAfter} has passed since the last try ended, unless it is about {@linkplain
 * Command#subject() something else} now. For one thread.
 */
public final class OrderBackoff {
  private final Map<Kind, Try> last = new HashMap<>();

  private record Kind(Class<? extends Command> command, Server server) {
    static Kind of(Order order) {
      return new Kind(order.command().getClass(), order.command().server());
    }
  }

  private record Try(Object subject, Instant again) {}

  /** {@return whether it may be tried now} */
  public boolean allows(Order order, Instant now) {
    Try ended = last.get(Kind.of(order));
    return ended == null
        || !now.isBefore(ended.again())
        || !ended.subject().equals(order.command().subject());
  }

  /**
   * One ended, in whatever way: that it was sent and answered does not say that the server obeyed.
   */
  public void ended(Order order, Instant now) {
    Command command = order.command();
    last.put(Kind.of(order), new Try(command.subject(), now.plus(command.retryAfter())));
  }
}
