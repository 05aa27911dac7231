package io.redisfailover.proxy.stats.model;

/**
 * The side that clients connect to.
 *
 * @param name its name in the statistics, for instance {@code redis}
 * @param address the bound address, for instance {@code 0.0.0.0:6379}
 * @param sessionLimit limit of sessions at once
 * @param holdLimit limit of held connections at once
 * @param traffic its counters
 */
public record FrontendStatus(
    String name, String address, int sessionLimit, int holdLimit, Traffic traffic) {}
