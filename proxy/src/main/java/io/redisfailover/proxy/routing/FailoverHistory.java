package io.redisfailover.proxy.routing;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.stats.PastFailover;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last changes of the active server, as this proxy went through them. Immutable.
 *
 * @param routed the server that was routed to last, if there was one
 * @param changes the changes, newest first
 */
record FailoverHistory(Optional<Node> routed, List<PastFailover> changes) {
  /** How many changes are remembered. */
  private static final int LONGEST = 20;

  /** Nothing yet. */
  static final FailoverHistory NONE = new FailoverHistory(Optional.empty(), List.of());

  /** Copies the list. */
  FailoverHistory {
    changes = List.copyOf(changes);
  }

  /** {@return the server that is left when clients go to {@code to}, if that is a change} */
  Optional<Node> leftFor(Node to) {
    return routed.filter(node -> node != to);
  }

  /** Clients go to a server, and that is no change. */
  FailoverHistory routed(Node to) {
    return new FailoverHistory(Optional.of(to), changes);
  }

  /** Clients go to another server than before. */
  FailoverHistory changed(PastFailover change) {
    List<PastFailover> longer = new ArrayList<>();
    longer.add(change);
    longer.addAll(changes.subList(0, Math.min(changes.size(), LONGEST - 1)));
    return new FailoverHistory(Optional.of(change.to()), longer);
  }

  /** More is known of a change; one that is not remembered any more is passed over. */
  FailoverHistory replaced(PastFailover change, PastFailover better) {
    return new FailoverHistory(
        routed, changes.stream().map(old -> old.equals(change) ? better : old).toList());
  }
}
