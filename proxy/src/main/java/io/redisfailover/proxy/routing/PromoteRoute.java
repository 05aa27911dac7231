package io.redisfailover.proxy.routing;

import io.redisfailover.failover.view.Line;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The route of the mode {@code Promote}: which sessions are kept and which are closed when it
 * changes. Immutable; pure.
 *
 * <p>Sessions are kept when the line goes on, or was renewed in place by a switch that was given
 * up. In any other line they are closed before the first dial, even on the same server: replies
 * that they still wait for could acknowledge what that line does not contain.
 *
 * @param served the line and the target of the sessions that exist, if there ever was one
 * @param open whether sessions are dialled now
 */
public record PromoteRoute(Optional<Served> served, boolean open) {
  /** Nothing was ever served. */
  public static final PromoteRoute NONE = new PromoteRoute(Optional.empty(), false);

  /**
   * What sessions were dialled for.
   *
   * @param line the line
   * @param target its active server
   */
  public record Served(Line line, Target target) {}

  /**
   * A new route and the steps to it.
   *
   * @param route the route
   * @param steps what the byte path does, in order; may be empty
   */
  public record Change(PromoteRoute route, List<RelayStep> steps) {}

  /** Sends nobody anywhere: sessions are frozen, new ones wait. */
  public Change hold() {
    return new Change(
        new PromoteRoute(served, false),
        open ? List.of(new RelayStep.Hold(Relay.Existing.FROZEN)) : List.of());
  }

  /**
   * Sends nobody anywhere, for a planned switch: sessions come to rest first, new ones wait.
   *
   * @param limit how long to wait for the rest, positive
   */
  public Change quiesce(Duration limit) {
    return new Change(new PromoteRoute(served, false), List.of(new RelayStep.Quiesce(limit)));
  }

  /**
   * Sends sessions to a line's active server.
   *
   * @param line the line
   * @param address its active server
   * @param reason why sessions of another line are closed
   */
  public Change to(Line line, InetSocketAddress address, CloseReason reason) {
    if (served.filter(old -> keeps(old, line, address)).isPresent()) {
      Target target = served.get().target();
      PromoteRoute same = new PromoteRoute(Optional.of(new Served(line, target)), true);
      return new Change(same, open ? List.of() : List.of(new RelayStep.Open(target)));
    }
    long generation = served.map(old -> old.target().generation() + 1).orElse(1L);
    Target target = new Target(generation, line.node(), address);
    return new Change(
        new PromoteRoute(Optional.of(new Served(line, target)), true),
        List.of(
            new RelayStep.Hold(Relay.Existing.FROZEN),
            new RelayStep.CloseBefore(generation, reason),
            new RelayStep.Open(target)));
  }

  private static boolean keeps(Served old, Line line, InetSocketAddress address) {
    boolean goesOn =
        line.number() == old.line().number() || line.number() == old.line().numberInPlace();
    return goesOn && line.node() == old.line().node() && address.equals(old.target().address());
  }
}
