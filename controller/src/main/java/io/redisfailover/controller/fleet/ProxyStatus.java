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
    int sessions) {}
