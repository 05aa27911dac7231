package io.redisfailover.proxy.routing;

import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.stats.PastFailover;
import java.util.List;
import java.util.Optional;

/**
 * What the route is at one moment.
 *
 * @param line the line that the proxy believes in
 * @param routing the server that sessions go to, empty while they are held
 * @param ready whether clients should be sent to this proxy
 * @param why one sentence
 * @param standbyObstacle why the standby could not take over now; empty when it could, and in the
 *     mode RouteOnly
 * @param sequence number of the newest push that was taken, 0 before one
 * @param attempt the planned switch that is under way
 * @param master newest view of Master
 * @param backup newest view of Backup
 * @param failovers the last changes of the active server, newest first
 */
public record RouteStatus(
    Optional<Line> line,
    Optional<Node> routing,
    boolean ready,
    String why,
    Optional<String> standbyObstacle,
    long sequence,
    Optional<String> attempt,
    Optional<View> master,
    Optional<View> backup,
    List<PastFailover> failovers) {
  /** Before anything was seen. */
  public static final RouteStatus STARTING =
      new RouteStatus(
          Optional.empty(),
          Optional.empty(),
          true,
          "the proxy is starting",
          Optional.of("the proxy is starting"),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /** Copies the list. */
  public RouteStatus {
    failovers = List.copyOf(failovers);
  }

  /** {@return the same with more known of the last changes} */
  RouteStatus withFailovers(List<PastFailover> changes) {
    return new RouteStatus(
        line, routing, ready, why, standbyObstacle, sequence, attempt, master, backup, changes);
  }

  /** {@return the newest view of {@code node}} */
  public Optional<View> view(Node node) {
    return node == Node.MASTER ? master : backup;
  }
}
