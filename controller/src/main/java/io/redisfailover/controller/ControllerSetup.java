package io.redisfailover.controller;

import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.record.RecordStore;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ReplicationAddresses;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import java.util.Set;

/**
 * What a controller works with.
 *
 * @param settings what the user set, with the addresses of both servers at the start
 * @param foundAt where the servers were seen to follow each other at the start, or announce
 *     themselves; what is seen later counts more
 * @param writable servers that may take writes of their own while they are replicas, at the cost of
 *     these writes; others are made to refuse them
 * @param secrets of both servers, asked at every login and packet
 * @param limits for dials and replies
 * @param record where the newest epoch is written down
 * @param fleet the proxies; closed with the controller
 * @param changed run by the deciding thread whenever {@link ControllerStatus#summary} is another
 *     one; must be quick
 */
public record ControllerSetup(
    ControllerSettings settings,
    ReplicationAddresses foundAt,
    Set<Server> writable,
    PairSecrets secrets,
    TimeLimits limits,
    RecordStore record,
    ProxyFleet fleet,
    Runnable changed) {
  /** Copies the set. */
  public ControllerSetup {
    writable = Set.copyOf(writable);
  }

  /** One with no writable replica, and whose changes nobody waits for. */
  public ControllerSetup(
      ControllerSettings settings,
      ReplicationAddresses foundAt,
      PairSecrets secrets,
      TimeLimits limits,
      RecordStore record,
      ProxyFleet fleet) {
    this(settings, foundAt, Set.of(), secrets, limits, record, fleet, () -> {});
  }

  /**
   * {@return one of the two servers, as the controller enters it}
   *
   * @param server which one
   * @param endpoints where both are now
   */
  ServerAccess server(Server server, Endpoints endpoints) {
    return new ServerAccess(server, endpoints, ConnectionName.CONTROLLER, secrets, limits);
  }
}
