package io.redisfailover.proxy.config;

import io.redisfailover.proxy.net.Transport;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * How clients are accepted.
 *
 * @param address the address to bind; port 0 takes a free one
 * @param additional further addresses to bind, for the same clients' side
 * @param eventLoops number of threads that move bytes, at least 1
 * @param transport how sockets are driven
 */
public record Listen(
    InetSocketAddress address,
    List<InetSocketAddress> additional,
    int eventLoops,
    Transport transport) {
  /** Checks the number of threads. */
  public Listen {
    additional = List.copyOf(additional);
    if (eventLoops < 1) {
      throw new IllegalArgumentException("eventLoops is " + eventLoops + ", use 1 or more");
    }
  }

  /** A single address. */
  public Listen(InetSocketAddress address, int eventLoops, Transport transport) {
    this(address, List.of(), eventLoops, transport);
  }

  /** {@return this address with one event loop} */
  public static Listen on(InetSocketAddress address) {
    return new Listen(address, 1, Transport.AUTO);
  }
}
