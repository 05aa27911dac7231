package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.StatsUserSpec;

/** Mount paths of the containers. */
final class Mounts {
  /** The file or files of the ConfigMap. */
  static final String CONFIG = "/etc/redis-failover/config";

  /** Passwords of operator, proxies and servers. */
  static final String CONTROL = "/etc/redis-failover/control";

  /** The applications' password. */
  static final String AUTH = "/etc/redis-failover/auth";

  /** Further users, as lines of an ACL file. */
  static final String USERS = "/etc/redis-failover/users";

  /** The login of the statistics page. */
  static final String STATS = "/etc/redis-failover/stats";

  /** The socket of the runtime API of a proxy. */
  static final String RUNTIME_API = "/tmp/runtime-api.sock";

  /** {@return the password of a further user of the statistics page} */
  static String statsUser(StatsUserSpec user) {
    return "/etc/redis-failover/stats-users/" + user.name();
  }

  /** Files that the entry script writes for the server; in memory. */
  static final String RUN = "/run/redis-failover";

  private Mounts() {}
}
