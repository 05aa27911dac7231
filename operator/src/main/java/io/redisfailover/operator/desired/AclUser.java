package io.redisfailover.operator.desired;

import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.failover.acl.ReservedCommands;

/**
 * A user of Redis that a resource adds to those of the applications and the failover system.
 *
 * @param name its name
 * @param digest SHA-256 of its password, in hexadecimal digits
 * @param rules its own rules
 * @param writesFunctions whether it may write functions where its rules say so
 */
public record AclUser(String name, String digest, AclRules rules, boolean writesFunctions) {
  /** {@return its rules, and behind them those that withhold what failover keeps for itself} */
  public AclRules effectiveRules(AclDialect dialect) {
    return ReservedCommands.withheldFrom(rules, dialect, writesFunctions);
  }

  /** {@return its line in an ACL file} */
  String line(AclDialect dialect) {
    return "user %s on #%s %s".formatted(name, digest, effectiveRules(dialect));
  }

  /** Shows no digest. */
  @Override
  public String toString() {
    return "AclUser[" + name + ", " + rules + "]";
  }
}
