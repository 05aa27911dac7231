package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;

/**
 * How things stand, in a few words that anybody can act on.
 *
 * @param level how bad it is
 * @param words the words
 */
record Verdict(Level level, String words) {

  /** How bad it is. */
  enum Level {
    /** Served, and the other server could take over. */
    GOOD("good"),
    /** Served without a second server, or about to be served again. */
    WAIT("wait"),
    /** Not served. */
    BAD("bad");

    private final String cssClass;

    Level(String cssClass) {
      this.cssClass = cssClass;
    }

    String cssClass() {
      return cssClass;
    }
  }

  static Verdict of(StatusSnapshot status) {
    return status.routing().map(active -> served(status, active)).orElseGet(() -> held(status));
  }

  private static Verdict served(StatusSnapshot status, Node active) {
    if (ServerCondition.of(status, active) == ServerCondition.DOWN) {
      return new Verdict(Level.WAIT, active + " serves, but does not answer.");
    }
    Node other = active.other();
    ServerCondition condition = ServerCondition.of(status, other);
    String words =
        switch (condition) {
          case STANDBY, ACTIVE -> other + " is ready to take over.";
          case GOING_DOWN -> other + " is failing.";
          case GOING_UP -> other + " is coming back.";
          case NOT_ROUTED -> other + " is alive, but no replica in sync.";
          case DOWN -> other + " is down: no standby.";
          case UNCHECKED -> "nothing is known of " + other + " yet.";
        };
    Level level = condition == ServerCondition.STANDBY ? Level.GOOD : Level.WAIT;
    return new Verdict(level, active + " serves, " + words);
  }

  private static Verdict held(StatusSnapshot status) {
    long held = status.frontend().traffic().held();
    if (!status.ready()) {
      return new Verdict(Level.BAD, "Not serving.");
    }
    return new Verdict(
        Level.WAIT,
        held == 1 ? "Holding 1 client." : "Holding " + Figures.count(held) + " clients.");
  }
}
