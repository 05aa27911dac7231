package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import io.redisfailover.controlapi.ControlLimits;
import java.util.List;
import java.util.Optional;

/** The two servers. */
public record ServersSection(
    @Key("The server that is active by default.") Address master,
    @Key("The server that takes over.") Address backup) {
  /**
   * How many aliases a server may have in the file. A push may carry more: a process adds the
   * addresses of the server's name, and the name under which the other server follows it.
   */
  static final int MOST_ALIASES = ControlLimits.MOST_ALIASES - 20;

  /** Where a server is. */
  public record Address(
      @Key(
              "Name or address. A name is looked up again each second: where it means another address, the server has moved.")
          String host,
      @Key(value = "TCP port.", fallback = "6379", min = "1", max = "65535") int port,
      @Key(
              "Further names or addresses under which the other server knows this one (its `master_host`), with a port (`host:port`) where that is another one; at most 80.")
          List<String> aliases,
      @Key(
              "Address (`host:port`) that the other server is told to replicate from, where it reaches this one elsewhere than this process does: behind mapped ports or NAT. Prefer an IP address; Redis resolves a name in its main thread.")
          Optional<String> replicationAddress) {
    /** A server that the other one reaches where this process does. */
    public Address(String host, int port, List<String> aliases) {
      this(host, port, aliases, Optional.empty());
    }

    /** {@return whether this is the same name and port} */
    boolean isSameAs(Address other) {
      return host.equalsIgnoreCase(other.host) && port == other.port;
    }
  }
}
