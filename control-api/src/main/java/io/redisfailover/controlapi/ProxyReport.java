package io.redisfailover.controlapi;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import java.util.Optional;

/**
 * What a proxy says of itself.
 *
 * @param name its name
 * @param epoch the newest epoch that it knows
 * @param routing where its clients go; absent while they are held
 * @param ready whether clients should be sent to it
 * @param message how it stands, in one sentence
 * @param sequence the newest push that it took, 0 before one
 * @param attempt the switchover that it takes part in, if any
 * @param held clients that wait
 * @param sessions clients that are connected, those that wait included
 * @param lastRoleChange the last change of the active server that it went through, if any
 * @param peers which other proxies it knows; absent when it was not told, or is too old to say
 */
public record ProxyReport(
    String name,
    Optional<Epoch> epoch,
    Optional<Server> routing,
    boolean ready,
    String message,
    long sequence,
    Optional<String> attempt,
    int held,
    int sessions,
    Optional<RoleChange> lastRoleChange,
    Optional<KnownPeers> peers) {
  /** {@return the same without the numbers of clients, which change all the time} */
  public ProxyReport withoutClients() {
    return new ProxyReport(
        name, epoch, routing, ready, message, sequence, attempt, 0, 0, lastRoleChange, peers);
  }
}
