package io.redisfailover.proxy.relay;

import io.redisfailover.failover.model.Server;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A session at one moment.
 *
 * @param id its number, positive; no other session of the process ever has it
 * @param client the address of the client
 * @param acceptedAt when the client was accepted
 * @param server the server that it has or dials; absent while it waits
 * @param phase what it does
 * @param bytesIn bytes from the client so far
 * @param bytesOut bytes to the client so far
 */
public record OpenSession(
    long id,
    InetSocketAddress client,
    Instant acceptedAt,
    Optional<Server> server,
    SessionPhase phase,
    long bytesIn,
    long bytesOut) {}
