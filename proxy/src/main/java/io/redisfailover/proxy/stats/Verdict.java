package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import java.util.Locale;

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
    ServerCondition other = ServerCondition.of(status, active.other());
    String serving = active + " serves, ";
    return switch (other) {
      case STANDBY -> new Verdict(Level.GOOD, serving + active.other() + " is ready to take over.");
      case ACTIVE, GOING_DOWN, GOING_UP, NOT_ROUTED, DOWN, UNCHECKED ->
          new Verdict(
              Level.WAIT,
              serving
                  + "no standby: "
                  + active.other()
                  + " is "
                  + other.words().toLowerCase(Locale.ROOT)
                  + ".");
    };
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
