package io.redisfailover.proxy.check;

import java.time.Duration;
import java.util.Optional;

/**
 * The history of the checks of one server, as a value.
 *
 * @param health the counter
 * @param last the newest result
 * @param failedChecks checks that failed while the server was up
 * @param timesDown changes from up to down
 * @param changedAtNanos when it last changed between up and down, or when it began
 * @param downtimeBefore time spent down before {@code changedAtNanos}
 * @param conditional whether the last check that passed did so with {@code L7OKC}
 * @param errors connections of clients that failed since one succeeded, or a check did
 */
record CheckHistory(
    HealthCounter health,
    Optional<CheckResult> last,
    long failedChecks,
    long timesDown,
    long changedAtNanos,
    Duration downtimeBefore,
    boolean conditional,
    int errors) {

  static CheckHistory begin(CheckSettings settings, long nowNanos) {
    HealthCounter health =
        HealthCounter.initial(settings.initial(), settings.rise(), settings.fall());
    return new CheckHistory(health, Optional.empty(), 0, 0, nowNanos, Duration.ZERO, false, 0);
  }

  /** {@return the history with the counter's range changed; the server stays up or down} */
  CheckHistory with(CheckSettings settings) {
    if (settings.rise() == health.rise() && settings.fall() == health.fall()) {
      return this;
    }
    HealthCounter.Initial state =
        health.isUp() ? HealthCounter.Initial.FULLY_UP : HealthCounter.Initial.FULLY_DOWN;
    HealthCounter changed = HealthCounter.initial(state, settings.rise(), settings.fall());
    return new CheckHistory(
        changed,
        last,
        failedChecks,
        timesDown,
        changedAtNanos,
        downtimeBefore,
        conditional,
        errors);
  }

  /** {@return the history after one more check} */
  CheckHistory after(CheckResult result, long nowNanos) {
    HealthCounter now = health.after(result.passed());
    boolean changed = now.isUp() != health.isUp();
    return new CheckHistory(
        now,
        Optional.of(result),
        failedChecks + (health.isUp() && !result.passed() ? 1 : 0),
        timesDown + (changed && health.isUp() ? 1 : 0),
        changed ? nowNanos : changedAtNanos,
        changed ? downtime(nowNanos) : downtimeBefore,
        // A failure changes nothing until the server is down, as in HAProxy.
        now.isUp() && (result.passed() ? result.status() == CheckStatus.L7OKC : conditional),
        result.passed() ? 0 : errors);
  }

  /**
   * {@return the history after a connection of a client to the server}
   *
   * @param succeeded whether it was made
   * @param observation what failed ones count for
   * @param nowNanos the moment
   */
  CheckHistory observed(boolean succeeded, ConnectionErrors observation, long nowNanos) {
    int row = succeeded ? 0 : errors + 1;
    if (row < observation.errorLimit()) {
      return withErrors(row);
    }
    CheckResult result =
        new CheckResult(
            CheckStatus.HANA,
            Duration.ZERO,
            "Detected %d consecutive errors, last one was: L4 unsuccessful connection"
                .formatted(row));
    return switch (observation.onError()) {
      case FASTINTER -> withErrors(0);
      case FAIL_CHECK -> after(result, nowNanos).withErrors(0);
      case SUDDEN_DEATH -> withHealth(health.nearDeath()).after(result, nowNanos).withErrors(0);
      case MARK_DOWN -> withHealth(health.lastChance()).after(result, nowNanos).withErrors(0);
    };
  }

  private CheckHistory withErrors(int row) {
    return new CheckHistory(
        health, last, failedChecks, timesDown, changedAtNanos, downtimeBefore, conditional, row);
  }

  private CheckHistory withHealth(HealthCounter other) {
    return new CheckHistory(
        other, last, failedChecks, timesDown, changedAtNanos, downtimeBefore, conditional, errors);
  }

  /**
   * {@return the history with the health that an administrator sets; the next checks go on from it}
   *
   * @param up whether the server counts as up
   * @param takesNone whether it takes no new sessions while it is up
   * @param nowNanos the moment
   */
  CheckHistory forced(boolean up, boolean takesNone, long nowNanos) {
    boolean changed = up != health.isUp();
    HealthCounter.Initial state =
        up ? HealthCounter.Initial.FULLY_UP : HealthCounter.Initial.FULLY_DOWN;
    return new CheckHistory(
        HealthCounter.initial(state, health.rise(), health.fall()),
        last,
        failedChecks,
        timesDown + (changed && !up ? 1 : 0),
        changed ? nowNanos : changedAtNanos,
        changed ? downtime(nowNanos) : downtimeBefore,
        up && takesNone,
        0);
  }

  /** {@return the history with its counters begun anew} */
  CheckHistory cleared() {
    return new CheckHistory(
        health, last, 0, 0, changedAtNanos, downtimeBefore, conditional, errors);
  }

  /** {@return the state at that moment} */
  CheckedServer at(long nowNanos) {
    return new CheckedServer(
        health,
        last,
        failedChecks,
        timesDown,
        Duration.ofNanos(nowNanos - changedAtNanos),
        downtime(nowNanos),
        conditional);
  }

  private Duration downtime(long nowNanos) {
    return health.isUp() ? downtimeBefore : downtimeBefore.plusNanos(nowNanos - changedAtNanos);
  }
}
