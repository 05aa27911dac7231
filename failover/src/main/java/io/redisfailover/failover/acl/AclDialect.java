package io.redisfailover.failover.acl;

/** How a release of Redis or Valkey understands rules about subcommands. */
public enum AclDialect {
  /** Before Redis 7.0: a subcommand can be allowed, but not withheld. */
  FIRST_ARGUMENTS,
  /** From Redis 7.0 and Valkey 7.2 on: a subcommand can be allowed and withheld. */
  SUBCOMMANDS;

  /**
   * {@return the dialect of a release}
   *
   * @param version name and version, such as {@code Redis 6.2.14} or {@code Valkey 8.1.0}
   */
  public static AclDialect of(String version) {
    return version.startsWith("Redis 6.") ? FIRST_ARGUMENTS : SUBCOMMANDS;
  }
}
