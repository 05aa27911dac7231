package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last role changes of this proxy. Immutable.
 *
 * @param routed the server to which clients were routed last; absent before the first route
 * @param changes the role changes, newest first
 */
record RoleChangeHistory(Optional<Server> routed, List<RoleChange> changes) {
  /** How many role changes are kept. */
  private static final int LONGEST = 20;

  /** Before the first route. */
  static final RoleChangeHistory NONE = new RoleChangeHistory(Optional.empty(), List.of());

  /** Copies the list. */
  RoleChangeHistory {
    changes = List.copyOf(changes);
  }

  /** {@return the server that a route to {@code to} leaves; absent when that is no role change} */
  Optional<Server> leftFor(Server to) {
    return routed.filter(server -> server != to);
  }

  /** Takes in a route that is no role change. */
  RoleChangeHistory routed(Server to) {
    return new RoleChangeHistory(Optional.of(to), changes);
  }

  /** Takes in a role change. */
  RoleChangeHistory changed(RoleChange change) {
    List<RoleChange> longer = new ArrayList<>();
    longer.add(change);
    longer.addAll(changes.subList(0, Math.min(changes.size(), LONGEST - 1)));
    return new RoleChangeHistory(Optional.of(change.to()), longer);
  }

  /** Replaces a role change by a better record; does nothing when it is no longer kept. */
  RoleChangeHistory replaced(RoleChange change, RoleChange better) {
    return new RoleChangeHistory(
        routed, changes.stream().map(old -> old.equals(change) ? better : old).toList());
  }
}
