package io.redisfailover.proxy.stats.model;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The content of the statistics at one moment.
 *
 * @param proxyName name of this proxy, for instance {@code proxy-1}
 * @param version version of the program
 * @param at the moment, on the clock of the probes
 * @param uptime time since the start of the process
 * @param bufferBytes memory outside the heap that the buffers of all connections take
 * @param mode what decides the route
 * @param epoch the newest epoch that it knows; absent before, and in {@code RouteOnly}
 * @param routing the server to which clients are routed; absent while they are held
 * @param ready whether clients should use this proxy
 * @param message the state of the route in one sentence
 * @param standbyObstacle why the standby cannot take over now; absent when it can, and in {@code
 *     RouteOnly}
 * @param frontend the side that clients connect to
 * @param master the server named Master
 * @param backup the server named Backup
 * @param roleChanges the last role changes, newest first; at most a few dozen
 * @param markerWrites how often this proxy has written markers
 * @param supervision what is wrong with the process, and what its parts have met so far
 */
public record StatusSnapshot(
    String proxyName,
    String version,
    Instant at,
    Duration uptime,
    long bufferBytes,
    Mode mode,
    Optional<Epoch> epoch,
    Optional<Server> routing,
    boolean ready,
    String message,
    Optional<String> standbyObstacle,
    FrontendStatus frontend,
    ServerSnapshot master,
    ServerSnapshot backup,
    List<RoleChange> roleChanges,
    long markerWrites,
    Supervisor.Report supervision) {
  /** Copies the list. */
  public StatusSnapshot {
    roleChanges = List.copyOf(roleChanges);
  }

  /** {@return the snapshot of {@code server}} */
  public ServerSnapshot server(Server server) {
    return server == Server.MASTER ? master : backup;
  }
}
