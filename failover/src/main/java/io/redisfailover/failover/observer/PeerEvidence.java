package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.Epoch;
import java.time.Instant;
import java.util.Optional;

/**
 * What another proxy said it had seen, in the times of the observer that asked. It is evidence, and
 * neither a command nor a vote.
 *
 * @param askedAt when it was asked; it had seen all of this by then or soon after
 * @param epoch the epoch that it believes in
 * @param evidence what it has seen of the standby
 * @param failingSince since when the active server does not answer it; absent while it does
 * @param lulls when it passed nothing on
 */
public record PeerEvidence(
    Instant askedAt,
    Optional<Epoch> epoch,
    SyncEvidence evidence,
    Optional<Instant> failingSince,
    Lulls lulls) {}
