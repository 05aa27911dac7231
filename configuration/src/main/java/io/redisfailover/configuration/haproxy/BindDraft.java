package io.redisfailover.configuration.haproxy;

/**
 * One {@code bind} line.
 *
 * @param address where it listens
 * @param line where it stands, from 1
 * @param settings what its parameters are here
 */
record BindDraft(SocketAddress address, int line, ImportedSettings settings) {}
