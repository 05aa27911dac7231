package io.redisfailover.realredis.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a client connects.
 *
 * @param address of a proxy or a server; resolved
 * @param password of the default user, when there is one
 */
public record ClientTarget(InetSocketAddress address, Optional<String> password) {
  /** {@return an address that asks for no password} */
  public static ClientTarget at(InetSocketAddress address) {
    return new ClientTarget(address, Optional.empty());
  }

  /** {@return a port of 127.0.0.1 that asks for no password} */
  public static ClientTarget at(int port) {
    return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  String host() {
    return address.getAddress().getHostAddress();
  }

  int port() {
    return address.getPort();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
