package io.redisfailover.proxy.stats.page;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.stats.model.ServerCondition;
import io.redisfailover.proxy.stats.model.StatusSnapshot;

/**
 * The state of the pair as this proxy sees it, in one sentence to act on.
 *
 * @param level how urgent it is
 * @param words the sentence
 */
record PageVerdict(Level level, String words) {

  /** How urgent it is. */
  enum Level {
    /** Clients are served, and the other server can take over. */
    GOOD("good"),
    /** Clients are served without a standby, or are held. */
    WAIT("wait"),
    /** Clients are not served here and should use another proxy. */
    BAD("bad");

    private final String cssClass;

    Level(String cssClass) {
      this.cssClass = cssClass;
    }

    String cssClass() {
      return cssClass;
    }
  }

  static PageVerdict of(StatusSnapshot status) {
    return status.routing().map(active -> served(status, active)).orElseGet(() -> held(status));
  }

  private static PageVerdict served(StatusSnapshot status, Server active) {
    if (ServerCondition.of(status, active) == ServerCondition.DOWN) {
      return new PageVerdict(Level.WAIT, active + " is active but its last probe failed.");
    }
    Server other = active.other();
    ServerCondition condition = ServerCondition.of(status, other);
    String words =
        switch (condition) {
          case STANDBY, ACTIVE -> " can take over.";
          case GOING_DOWN -> " is failing its checks.";
          case GOING_UP -> " passes its checks again.";
          case NOT_ROUTED -> " is up but not in sync, so there is no standby.";
          case NO_NEW_CLIENTS -> " takes no new clients by its check.";
          case DRAINED -> " is drained by an administrator.";
          case MAINTENANCE -> " is in maintenance.";
          case DOWN -> " is down, so there is no standby.";
          case UNCHECKED -> " has not been probed yet.";
        };
    Level level = condition == ServerCondition.STANDBY ? Level.GOOD : Level.WAIT;
    return new PageVerdict(level, active + " is active; " + other + words);
  }

  private static PageVerdict held(StatusSnapshot status) {
    if (!status.ready()) {
      return new PageVerdict(
          Level.BAD, "Not ready: only this proxy is cut off from the active server.");
    }
    long held = status.frontend().traffic().holds().current();
    String clients = held == 1 ? "1 client" : Figures.count(held) + " clients";
    return new PageVerdict(Level.WAIT, "No route: holding " + clients + ".");
  }
}
