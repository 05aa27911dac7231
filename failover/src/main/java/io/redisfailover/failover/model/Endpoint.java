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
    if (!isPort(port)) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    aliases = Set.copyOf(aliases);
  }

  /** An endpoint known under one name only. */
  public Endpoint(String host, int port) {
    this(host, port, Set.of());
  }

  /**
   * {@return whether a replica that names this host and port follows this server}
   *
   * @param otherPort any number: servers before Redis 7.0 may be told to follow one that is no port
   */
  public boolean isNamedBy(String otherHost, int otherPort) {
    return (port == otherPort && (host.equals(otherHost) || aliases.contains(otherHost)))
        || aliases.contains(inWords(otherHost, otherPort));
  }

  /** {@return whether anything can be reached at {@code number}, or nothing, as at 0} */
  public static boolean isPort(long number) {
    return number >= 1 && number <= 65535;
  }

  /** {@return the same server with a further alias} */
  public Endpoint known(String alias) {
    Set<String> all = new HashSet<>(aliases);
    all.add(alias);
    return new Endpoint(host, port, all);
  }

  @Override
  public String toString() {
    return inWords(host, port);
  }

  private static String inWords(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
