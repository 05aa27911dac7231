package io.redisfailover.failover.model;

import java.util.HashSet;
import java.util.Set;

/**
 * Where a server is reached. The other server may reach it elsewhere: through mapped ports, a
 * translated address or a mesh.
 *
 * @param host name or address to dial
 * @param port TCP port, 1 to 65535
 * @param aliases further names and addresses under which the other server may know it (what its
 *     {@code master_host} can say), at the same port or with one, as in {@code redis-1:6380}; never
 *     null, may be empty
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
    return (port == otherPort && (host.equals(otherHost) || aliases.contains(otherHost)))
        || aliases.contains(new Endpoint(otherHost, otherPort).toString());
  }

  /** {@return the same server with a further alias} */
  public Endpoint known(String alias) {
    Set<String> all = new HashSet<>(aliases);
    all.add(alias);
    return new Endpoint(host, port, all);
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
