package io.redisfailover.proxy.stats.model;

import io.redisfailover.failover.model.Server;
import java.util.Locale;

/**
 * Which rows of the statistics are shown: HAProxy's filters. Pure.
 *
 * @param upOnly whether servers that are down are left out
 * @param withoutMaintained whether servers in maintenance are left out
 * @param scope only rows are shown whose name, such as {@code redis/Master}, contains this in any
 *     case; empty for all rows
 */
public record ShownRows(boolean upOnly, boolean withoutMaintained, String scope) {
  /** Everything. */
  public static final ShownRows ALL = new ShownRows(false, false, "");

  /** {@return whether the row of a server is shown} */
  public boolean shows(StatusSnapshot status, Server server) {
    ServerCondition condition = ServerCondition.of(status, server);
    return (!upOnly || condition.isUp())
        && !(withoutMaintained && condition == ServerCondition.MAINTENANCE)
        && shows(status, server.displayName());
  }

  /** {@return whether the row of that name, which is no server's, is shown} */
  public boolean shows(StatusSnapshot status, String name) {
    String whole = status.frontend().name() + "/" + name;
    return whole.toLowerCase(Locale.ROOT).contains(scope.toLowerCase(Locale.ROOT));
  }
}
