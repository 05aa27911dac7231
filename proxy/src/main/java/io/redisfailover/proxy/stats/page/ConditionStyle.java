package io.redisfailover.proxy.stats.page;

import io.redisfailover.proxy.stats.model.ServerCondition;

/** The colour of a server's condition. */
final class ConditionStyle {
  private ConditionStyle() {}

  /** {@return the class in the style sheet} */
  static String cssClass(ServerCondition condition) {
    return switch (condition) {
      case ACTIVE -> "active-up";
      case STANDBY -> "backup-up";
      case GOING_DOWN -> "going-down";
      case GOING_UP -> "going-up";
      case NOT_ROUTED, NO_NEW_CLIENTS, DRAINED -> "not-routed";
      case MAINTENANCE -> "maintenance";
      case DOWN -> "down";
      case UNCHECKED -> "no-check";
    };
  }
}
