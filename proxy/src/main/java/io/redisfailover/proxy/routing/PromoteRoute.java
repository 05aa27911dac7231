package io.redisfailover.proxy.routing;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The route of the mode {@code Promote}: which sessions are kept and which are closed when it
 * changes. Immutable; pure.
 *
 * <p>Sessions are kept while the epoch lasts, and when an aborted switchover renewed it in place.
 * In any other epoch they are closed before the first dial, even on the same server: a reply that
 * they still wait for could acknowledge a write that the new epoch does not contain.
 *
 * @param served the epoch and the target of the existing sessions; absent before the first route
 * @param open whether sessions are dialled now
 */
public record PromoteRoute(Optional<Served> served, boolean open) {
  /** No epoch was served yet. */
  public static final PromoteRoute NONE = new PromoteRoute(Optional.empty(), false);

  /**
   * The epoch in which sessions were dialled.
   *
   * @param epoch the epoch
   * @param target its active server
   */
  public record Served(Epoch epoch, DialTarget target) {}

  /**
   * A new route and the steps to it.
   *
   * @param route the route
   * @param steps the orders for the byte path, in order; may be empty
   */
  public record Change(PromoteRoute route, List<RelayStep> steps) {}

  /** Holds: sessions are frozen, new ones wait. */
  public Change hold() {
    return new Change(
        new PromoteRoute(served, false),
        open ? List.of(new RelayStep.Hold(Relay.Existing.FROZEN)) : List.of());
  }

  /**
   * Holds for a switchover: sessions quiesce first, new ones wait.
   *
   * @param limit how long they may quiesce, positive
   */
  public Change quiesce(Duration limit) {
    return new Change(new PromoteRoute(served, false), List.of(new RelayStep.Quiesce(limit)));
  }

  /**
   * Routes sessions to the active server of an epoch.
   *
   * @param epoch the epoch
   * @param address the address of its active server
   * @param reason why sessions of another epoch are closed
   */
  public Change to(Epoch epoch, InetSocketAddress address, CloseReason reason) {
    if (served.filter(old -> keeps(old, epoch, address)).isPresent()) {
      DialTarget target = served.get().target();
      PromoteRoute same = new PromoteRoute(Optional.of(new Served(epoch, target)), true);
      return new Change(same, open ? List.of() : List.of(new RelayStep.Open(target)));
    }
    long generation = served.map(old -> old.target().generation() + 1).orElse(1L);
    DialTarget target = new DialTarget(generation, epoch.server(), address);
    return new Change(
        new PromoteRoute(Optional.of(new Served(epoch, target)), true),
        List.of(
            new RelayStep.Hold(Relay.Existing.FROZEN),
            new RelayStep.CloseBefore(generation, reason),
            new RelayStep.Open(target)));
  }

  private static boolean keeps(Served old, Epoch epoch, InetSocketAddress address) {
    boolean same =
        epoch.number() == old.epoch().number() || epoch.number() == old.epoch().numberInPlace();
    return same && epoch.server() == old.epoch().server() && address.equals(old.target().address());
  }
}
