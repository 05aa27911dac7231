package io.redisfailover.proxy.check;

import java.time.Duration;
import java.util.Optional;

/**
 * The timing of a check, and how many results bring the server up or down.
 *
 * @param interval from the end of a check to the start of the next, {@code inter}
 * @param fastInterval the same while the server is neither fully up nor fully down, {@code
 *     fastinter}
 * @param downInterval the same while it is fully down, {@code downinter}
 * @param timeout time for the steps after a connect, {@code timeout check}. Absent: connect and
 *     steps together may take {@code interval}
 * @param connectTimeout most time for a connect when {@code timeout} is present; {@code interval}
 *     limits it too
 * @param rise consecutive successes that bring the server up
 * @param fall consecutive failures that bring it down
 * @param initial its state before the first check
 * @param observation what failed connections of clients count for; absent for nothing
 */
public record CheckSettings(
    Duration interval,
    Duration fastInterval,
    Duration downInterval,
    Optional<Duration> timeout,
    Duration connectTimeout,
    int rise,
    int fall,
    HealthCounter.Initial initial,
    Optional<ConnectionErrors> observation) {
  /** Checks that times are positive, and rise and fall at least 1. */
  public CheckSettings {
    requirePositive("interval", interval);
    requirePositive("fastInterval", fastInterval);
    requirePositive("downInterval", downInterval);
    requirePositive("connectTimeout", connectTimeout);
    timeout.ifPresent(limit -> requirePositive("timeout", limit));
    if (rise < 1 || fall < 1) {
      throw new IllegalArgumentException(
          "rise is " + rise + " and fall is " + fall + ", use 1 or more");
    }
  }

  /** Settings that count the checks only. */
  public CheckSettings(
      Duration interval,
      Duration fastInterval,
      Duration downInterval,
      Optional<Duration> timeout,
      Duration connectTimeout,
      int rise,
      int fall,
      HealthCounter.Initial initial) {
    this(
        interval,
        fastInterval,
        downInterval,
        timeout,
        connectTimeout,
        rise,
        fall,
        initial,
        Optional.empty());
  }

  /** {@return HAProxy's defaults but for the state at the start: down until checked} */
  public static CheckSettings every(Duration interval) {
    return new CheckSettings(
        interval,
        interval,
        interval,
        Optional.empty(),
        interval,
        HealthCounter.DEFAULT_RISE,
        HealthCounter.DEFAULT_FALL,
        HealthCounter.Initial.DOWN);
  }

  /** {@return time that a connect may take} */
  Duration connectLimit() {
    return timeout.isPresent() && connectTimeout.compareTo(interval) < 0
        ? connectTimeout
        : interval;
  }

  /**
   * {@return time that is left for the steps after a connect}
   *
   * @param connecting how long the connect took
   */
  Duration stepLimit(Duration connecting) {
    return timeout.orElseGet(() -> interval.minus(connecting));
  }

  /** {@return from the end of a check to the start of the next, for a server of that health} */
  Duration intervalAt(HealthCounter health) {
    if (!health.isSettled()) {
      return fastInterval;
    }
    return health.isUp() ? interval : downInterval;
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + ", use more than 0");
    }
  }
}
