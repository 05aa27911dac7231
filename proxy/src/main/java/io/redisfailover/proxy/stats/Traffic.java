package io.redisfailover.proxy.stats;

import java.time.Duration;
import java.util.Optional;

/**
 * The counters of the frontend or of one server at one moment. Totals count from the start of the
 * process and never go back.
 *
 * @param sessions sessions now
 * @param sessionsMax most sessions at once
 * @param sessionsTotal sessions so far
 * @param rate sessions begun in the last second
 * @param rateMax highest such rate
 * @param sinceLastSession since the last session began; absent when there was none
 * @param bytesIn bytes from clients
 * @param bytesOut bytes to clients
 * @param connectionAttempts dials to servers
 * @param connectionErrors dials that failed
 * @param retries failed dials that were tried again
 * @param redispatches failed dials that were tried again on the other server
 * @param held connections that wait for the route now
 * @param heldMax most of them at once
 * @param heldTotal connections that ever waited
 * @param heldTimedOut connections closed because they had waited too long
 * @param refusedByLimit connections refused because a limit was reached
 * @param clientAborts transfers that the client reset
 * @param serverAborts transfers that the server reset
 * @param closedBySwitch sessions closed because the active server changed
 */
public record Traffic(
    long sessions,
    long sessionsMax,
    long sessionsTotal,
    long rate,
    long rateMax,
    Optional<Duration> sinceLastSession,
    long bytesIn,
    long bytesOut,
    long connectionAttempts,
    long connectionErrors,
    long retries,
    long redispatches,
    long held,
    long heldMax,
    long heldTotal,
    long heldTimedOut,
    long refusedByLimit,
    long clientAborts,
    long serverAborts,
    long closedBySwitch) {}
