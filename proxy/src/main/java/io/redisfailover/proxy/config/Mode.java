package io.redisfailover.proxy.config;

import io.redisfailover.failover.policy.FailoverSettings;

/** What decides the route, and whether the proxy changes servers for it. */
public sealed interface Mode {
  /**
   * The replication watch decides. The proxy promotes the standby before the first client byte
   * reaches it.
   *
   * @param settings the user's settings of the failover
   */
  record Promote(FailoverSettings settings) implements Mode {}

  /**
   * The check script decides and the proxy changes no server: clients are routed to Master while
   * its check passes, else to Backup.
   *
   * @param shutdownSessionsOnDown whether the sessions of a server that goes down are closed
   *     (HAProxy's {@code on-marked-down shutdown-sessions})
   * @param shutdownBackupSessionsOnUp whether Backup's sessions are closed when Master comes up
   *     (HAProxy's {@code on-marked-up shutdown-backup-sessions})
   */
  record RouteOnly(boolean shutdownSessionsOnDown, boolean shutdownBackupSessionsOnUp)
      implements Mode {}

  /** {@return its name in the configuration: {@code Promote} or {@code RouteOnly}} */
  default String displayName() {
    return switch (this) {
      case Promote promote -> "Promote";
      case RouteOnly routeOnly -> "RouteOnly";
    };
  }
}
