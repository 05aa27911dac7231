package io.redisfailover.controller.fleet;

import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.util.Optional;

/**
 * What a proxy says of itself.
 *
 * @param name its name
 * @param line the newest line that it knows
 * @param routing where its clients go; absent while they are held
 * @param ready whether it calls itself ready
 * @param why its sentence of the moment
 * @param sequence the newest push that it took
 * @param attempt the planned switch that it takes part in, if any
 * @param held clients that wait
 * @param sessions clients that are connected
 * @param lastFailover the last change of the active server that it went through
 */
public record ProxyStatus(
    String name,
    Optional<Line> line,
    Optional<Node> routing,
    boolean ready,
    String why,
    long sequence,
    Optional<String> attempt,
    int held,
    int sessions,
    Optional<ProxyFailover> lastFailover) {
  /** {@return the same without the numbers of clients, which change all the time} */
  ProxyStatus summary() {
    return new ProxyStatus(name, line, routing, ready, why, sequence, attempt, 0, 0, lastFailover);
  }
}
