package io.redisfailover.failover.model;

import java.util.Set;

/**
 * Where a server is reached.
 *
 * @param host name or address to dial
 * @param port TCP port, 1 to 65535
 * @param aliases further names and addresses under which the other server may know it (what its
 *     {@code master_host} can say); never null, may be empty
 */
public record Endpoint(String host, int port, Set<String> aliases) {
  /** Checks the port and copies the aliases. */
  public Endpoint {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    aliases = Set.copyOf(aliases);
  }

  /** An endpoint known under one name only. */
  public Endpoint(String host, int port) {
    this(host, port, Set.of());
  }

  /** {@return whether a replica that names this host and port follows this server} */
  public boolean isNamedBy(String otherHost, int otherPort) {
    return port == otherPort && (host.equals(otherHost) || aliases.contains(otherHost));
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
