package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Order;
import java.util.Optional;

/**
 * What a proxy does after something was seen, told or timed out.
 *
 * @param next what the proxy remembers from here on
 * @param routing where its clients go
 * @param order what it sends to a server, if anything; at most one order is under way at a time
 * @param why one sentence: the log line, and what the statistics page shows
 */
public record ProxyDecision(ProxyState next, Routing routing, Optional<Order> order, String why) {}
