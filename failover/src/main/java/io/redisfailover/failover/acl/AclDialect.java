package io.redisfailover.failover.acl;

/** How a release of Redis or Valkey understands rules about subcommands. */
public enum AclDialect {
  /** Before Redis 7.0: a subcommand can be allowed, but not withheld. */
  FIRST_ARGUMENTS,
  /** From Redis 7.0 and Valkey 7.2 on: a subcommand can be allowed and withheld. */
  SUBCOMMANDS;

  private static final int SINCE = 7;

  /**
   * {@return the dialect of a release}
   *
   * @param major major number of the Redis version; Valkey names the Redis that it is compatible
   *     with
   */
  public static AclDialect of(int major) {
    return major < SINCE ? FIRST_ARGUMENTS : SUBCOMMANDS;
  }
}
