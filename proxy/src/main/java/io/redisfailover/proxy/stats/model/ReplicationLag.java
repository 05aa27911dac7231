package io.redisfailover.proxy.stats.model;

import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares the newest probes of both servers. Pure. */
public final class ReplicationLag {
  private ReplicationLag() {}

  /**
   * {@return the bytes by which {@code server} is behind the server of the epoch, 0 or more; absent
   * for that server itself, and when the two cannot be compared because one did not answer or their
   * replication ids differ} The two probes were not sent at the same instant, so the lag of a busy
   * link includes the writes between them.
   */
  public static OptionalLong lagBytes(StatusSnapshot status, Server server) {
    if (status.epoch().isEmpty() || status.epoch().get().server() == server) {
      return OptionalLong.empty();
    }
    Optional<ServerState> behind = status.server(server).result().flatMap(ProbeResult::state);
    Optional<ServerState> ahead =
        status.server(server.other()).result().flatMap(ProbeResult::state);
    if (behind.isEmpty() || ahead.isEmpty() || !sameHistory(behind.get(), ahead.get())) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(0, ahead.get().offsetBytes() - behind.get().offsetBytes()));
  }

  private static boolean sameHistory(ServerState one, ServerState other) {
    return one.replicationId().equals(other.replicationId());
  }
}
