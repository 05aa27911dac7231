package io.redisfailover.controlapi;

/**
 * Which other proxies a proxy knows.
 *
 * @param count how many
 * @param sequence that of the list which named them, 0 when its release does not say
 */
public record KnownPeers(int count, long sequence) {}
