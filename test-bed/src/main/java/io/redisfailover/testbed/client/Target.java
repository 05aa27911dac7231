package io.redisfailover.testbed.client;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a client connects.
 *
 * @param address the proxy
 * @param password what it logs in with, if it must
 */
record Target(InetSocketAddress address, Optional<String> password) {
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
