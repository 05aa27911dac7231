package io.redisfailover.proxy.stats;

/**
 * The side that clients see.
 *
 * @param name its name in the statistics, for instance {@code redis}
 * @param address where it listens, for instance {@code 0.0.0.0:6379}
 * @param sessionLimit most sessions at once
 * @param holdLimit most held connections at once
 * @param traffic its counters
 */
public record FrontendStatus(
    String name, String address, int sessionLimit, int holdLimit, Traffic traffic) {}
