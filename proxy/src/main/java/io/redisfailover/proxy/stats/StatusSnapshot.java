package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.config.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the statistics show, at one moment.
 *
 * @param proxyName name of this proxy, for instance {@code proxy-1}
 * @param version version of the program
 * @param at the moment, on the clock that the views' times come from
 * @param uptime since the start of the process
 * @param mode how it decides
 * @param line the line that it serves; absent before one is known, and in RouteOnly
 * @param routing the server that new connections go to now; absent while they are held or refused
 * @param ready whether clients should be sent to this proxy
 * @param why the sentence of the moment
 * @param standbyObstacle why the standby could not take over now; empty when it could, and in
 *     RouteOnly
 * @param frontend the side that clients see
 * @param master the server named Master
 * @param backup the server named Backup
 * @param failovers the last changes of the active server, newest first; at most a few dozen
 */
public record StatusSnapshot(
    String proxyName,
    String version,
    Instant at,
    Duration uptime,
    Mode mode,
    Optional<Line> line,
    Optional<Node> routing,
    boolean ready,
    String why,
    Optional<String> standbyObstacle,
    FrontendStatus frontend,
    ServerStatus master,
    ServerStatus backup,
    List<PastFailover> failovers) {
  /** Copies the list. */
  public StatusSnapshot {
    failovers = List.copyOf(failovers);
  }

  /** {@return what is known of {@code node}} */
  public ServerStatus server(Node node) {
    return node == Node.MASTER ? master : backup;
  }
}
