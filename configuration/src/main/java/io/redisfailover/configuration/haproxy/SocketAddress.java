package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.file.HostPort;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address and a port of {@code bind} or {@code server}.
 *
 * @param host name or address without brackets
 * @param port 1 to 65535
 */
record SocketAddress(String host, int port) {
  private static final Pattern FAMILY = Pattern.compile("(?:ipv4|ipv6|tcp|tcp4|tcp6|udp)@.*");
  private static final Pattern RANGE = Pattern.compile(".*:[0-9]+-[0-9]+");
  private static final Pattern ELSEWHERE = Pattern.compile("(?:/|[a-z]+@).*");

  /**
   * Reads one.
   *
   * @param text as HAProxy writes it
   * @throws CfgException when it is no TCP address with a port
   */
  static SocketAddress parse(String text) throws CfgException {
    String address = FAMILY.matcher(text).matches() ? text.substring(text.indexOf('@') + 1) : text;
    if (ELSEWHERE.matcher(address).matches()) {
      throw new CfgException(
          "Sockets of other kinds are not used here; set an IP address and port.");
    }
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new CfgException("The port is missing; add it, such as :6379.");
    }
    String host = address.substring(0, colon);
    if (host.isEmpty() || host.equals("*")) {
      boolean ipv6 = text.startsWith("ipv6@") || text.startsWith("tcp6@");
      return of((ipv6 ? "[::]" : "0.0.0.0") + address.substring(colon));
    }
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    String brackets = bare ? "[" + host + "]" : host;
    return of(brackets + address.substring(colon));
  }

  private static SocketAddress of(String text) throws CfgException {
    Optional<HostPort> parsed = HostPort.parse(text);
    if (parsed.isEmpty() && RANGE.matcher(text).matches()) {
      throw new CfgException("Ranges of ports are not used here; set one port.");
    }
    if (parsed.isEmpty()) {
      throw new CfgException(
          "It is no address with a port of 1 to 65535; set one such as 10.0.0.1:6379.");
    }
    return new SocketAddress(parsed.get().host(), parsed.get().port());
  }
}
