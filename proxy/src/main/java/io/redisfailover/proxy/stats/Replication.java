package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.util.Optional;
import java.util.OptionalLong;

/** What two views together say about replication. */
final class Replication {
  private Replication() {}

  /**
   * {@return how many bytes {@code node} is behind the server of the line; absent for that server
   * itself, and when the two cannot be compared: one of them did not answer, or they have different
   * histories} The two were not asked at the same instant, so a busy link shows what was written in
   * between as well; never negative.
   */
  static OptionalLong lagBytes(StatusSnapshot status, Node node) {
    if (status.line().isEmpty() || status.line().get().node() == node) {
      return OptionalLong.empty();
    }
    Optional<ServerState> behind = status.server(node).view().flatMap(View::state);
    Optional<ServerState> ahead = status.server(node.other()).view().flatMap(View::state);
    if (behind.isEmpty() || ahead.isEmpty() || !sameHistory(behind.get(), ahead.get())) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(0, ahead.get().offsetBytes() - behind.get().offsetBytes()));
  }

  private static boolean sameHistory(ServerState one, ServerState other) {
    return one.replicationId().equals(other.replicationId());
  }
}
