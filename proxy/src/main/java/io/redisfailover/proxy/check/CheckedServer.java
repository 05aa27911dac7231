package io.redisfailover.proxy.check;

import java.time.Duration;
import java.util.Optional;

/**
 * The results of the checks of one server so far.
 *
 * @param health where the counter stands
 * @param last the newest result; absent until the first check is over
 * @param failedChecks checks that failed while the server was up
 * @param timesDown changes from up to down
 * @param sinceChange since the last change between up and down, or since the start
 * @param downtime time spent down, the present one included
 */
public record CheckedServer(
    HealthCounter health,
    Optional<CheckResult> last,
    long failedChecks,
    long timesDown,
    Duration sinceChange,
    Duration downtime) {}
