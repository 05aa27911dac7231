package io.redisfailover.operator.desired;

import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.failover.acl.ReservedCommands;
import java.util.List;

/**
 * A user of Redis that a resource adds to those of the applications and the failover system.
 *
 * @param name its name
 * @param digests SHA-256 of each of its passwords, in hexadecimal digits, the present one first
 * @param rules its own rules
 * @param writesFunctions whether it may write functions where its rules say so
 */
public record AclUser(String name, List<String> digests, AclRules rules, boolean writesFunctions) {
  /** Copies the list. */
  public AclUser {
    digests = List.copyOf(digests);
  }

  /** {@return the rules that give it its passwords} */
  public List<String> passwordRules() {
    return digests.stream().map(digest -> "#" + digest).toList();
  }

  /** {@return its rules, and behind them those that withhold what failover keeps for itself} */
  public AclRules effectiveRules(AclDialect dialect) {
    return ReservedCommands.withheldFrom(rules, dialect, writesFunctions);
  }

  /** {@return its line in an ACL file} */
  String line(AclDialect dialect) {
    return "user %s on %s %s"
        .formatted(name, String.join(" ", passwordRules()), effectiveRules(dialect));
  }

  /** Shows no digest. */
  @Override
  public String toString() {
    return "AclUser[" + name + ", " + rules + "]";
  }
}
