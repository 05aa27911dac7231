package io.redisfailover.standalone.yaml;

/**
 * An amount of data.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) {}
