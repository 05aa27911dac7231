package io.redisfailover.proxy.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the runtime API is served: HAProxy's commands on HAProxy's kinds of sockets.
 *
 * @param sockets where it listens, at least one
 * @param required whether a socket that cannot be bound keeps the process from starting; else it is
 *     logged, and the others serve
 * @param timeout how long a connection may be silent, positive; {@code set timeout cli} changes it
 *     for one connection
 * @param maxConnections most connections at once on all sockets together, at least 1; one more is
 *     closed at once
 */
public record RuntimeApiSettings(
    List<Socket> sockets, boolean required, Duration timeout, int maxConnections) {
  /** HAProxy's {@code stats timeout}. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** HAProxy's {@code stats maxconn}. */
  public static final int DEFAULT_MAX_CONNECTIONS = 10;

  /** Copies the list and checks the ranges. */
  public RuntimeApiSettings {
    sockets = List.copyOf(sockets);
    if (sockets.isEmpty()) {
      throw new IllegalArgumentException("no socket is named, use 1 or more");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is " + timeout + ", use more than 0");
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is " + maxConnections + ", use 1 or more");
    }
  }

  /** {@return the usual limits, on these sockets} */
  public static RuntimeApiSettings on(Socket... sockets) {
    return new RuntimeApiSettings(List.of(sockets), true, DEFAULT_TIMEOUT, DEFAULT_MAX_CONNECTIONS);
  }

  /** One socket that it listens on. */
  public sealed interface Socket {
    /** {@return what its connections may do} */
    RuntimeLevel level();
  }

  /**
   * A Unix socket.
   *
   * @param path the file, absolute
   * @param mode its permissions, as of {@code chmod}, 0 to 0777
   * @param level what its connections may do
   */
  public record UnixSocket(Path path, int mode, RuntimeLevel level) implements Socket {
    /** Only the user of the process reaches it. */
    public static final int DEFAULT_MODE = 0600;

    /** Checks the mode. */
    public UnixSocket {
      if (mode < 0 || mode > 0777) {
        throw new IllegalArgumentException("mode is %o, use 0 to 777".formatted(mode));
      }
    }
  }

  /**
   * A TCP port. Anyone who reaches it has its level: there is no login.
   *
   * @param address the address to bind; port 0 takes a free one
   * @param level what its connections may do
   */
  public record TcpSocket(InetSocketAddress address, RuntimeLevel level) implements Socket {}
}
