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
 * @param conditional whether the last check that passed did so with {@code L7OKC}: the server keeps
 *     its sessions and shall take no new ones
 * @param enabled whether it is checked at the moment; an administrator may stop its checks
 */
public record CheckedServer(
    HealthCounter health,
    Optional<CheckResult> last,
    long failedChecks,
    long timesDown,
    Duration sinceChange,
    Duration downtime,
    boolean conditional,
    boolean enabled) {
  /** A server that is checked. */
  public CheckedServer(
      HealthCounter health,
      Optional<CheckResult> last,
      long failedChecks,
      long timesDown,
      Duration sinceChange,
      Duration downtime,
      boolean conditional) {
    this(health, last, failedChecks, timesDown, sinceChange, downtime, conditional, true);
  }

  /** {@return the same, checked or not} */
  CheckedServer enabled(boolean checked) {
    return new CheckedServer(
        health, last, failedChecks, timesDown, sinceChange, downtime, conditional, checked);
  }

  /** {@return whether new sessions may go to the server} */
  public boolean takesNewSessions() {
    return health.isUp() && !conditional;
  }

  /** {@return HAProxy's column {@code status}, for instance {@code UP 2/3} or {@code NOLB}} */
  public String inWords() {
    return health.inWords(conditional ? "NOLB" : "UP");
  }
}
