package io.redisfailover.proxy.config;

import io.redisfailover.failover.policy.FailoverSettings;

/** Who decides the route, and whether servers are changed for it. */
public sealed interface Mode {
  /**
   * The replication watch decides; the standby is promoted before the first client byte.
   *
   * @param settings what a user can set about it
   */
  record Promote(FailoverSettings settings) implements Mode {}

  /**
   * The check script decides and no server is ever changed: master while its check passes, else
   * backup, and back as soon as the master's check passes again.
   *
   * @param shutdownSessionsOnDown whether the sessions of a server that goes down are closed
   *     (HAProxy's {@code on-marked-down shutdown-sessions})
   * @param shutdownBackupSessionsOnUp whether the backup's sessions are closed when the master
   *     comes up (HAProxy's {@code on-marked-up shutdown-backup-sessions})
   */
  record RouteOnly(boolean shutdownSessionsOnDown, boolean shutdownBackupSessionsOnUp)
      implements Mode {}

  /** {@return the word of the configuration: {@code Promote} or {@code RouteOnly}} */
  default String displayName() {
    return switch (this) {
      case Promote promote -> "Promote";
      case RouteOnly routeOnly -> "RouteOnly";
    };
  }
}
