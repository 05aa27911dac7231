package io.redisfailover.configuration.yaml;

/**
 * An amount of data.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) {}
