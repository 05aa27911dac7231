package io.redisfailover.proxy.stats.model;

/**
 * The side that clients connect to.
 *
 * @param name its name in the statistics, for instance {@code redis}
 * @param address the bound address, for instance {@code 0.0.0.0:6379}
 * @param sessionLimit limit of sessions at once
 * @param holdLimit limit of held connections at once
 * @param serverLimit limit of connections of one server at once; 0 for none but the server's own
 * @param traffic its counters
 */
public record FrontendStatus(
    String name,
    String address,
    int sessionLimit,
    int holdLimit,
    int serverLimit,
    Traffic traffic) {}
