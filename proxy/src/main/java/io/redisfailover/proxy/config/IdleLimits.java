package io.redisfailover.proxy.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Inactivity of a connection that ends its session, bytes in either direction counting as activity.
 * Each is positive; absent means never.
 *
 * @param client of the client's connection
 * @param server of the server's connection
 * @param clientFin of the client's connection, once the end of the server was passed on to it;
 *     where it is absent, {@code client} goes on counting. The server's own limit ends then
 * @param serverFin of the server's connection, once the end of the client was passed on to it;
 *     where it is absent, {@code server} goes on counting. The client's own limit ends then
 */
public record IdleLimits(
    Optional<Duration> client,
    Optional<Duration> server,
    Optional<Duration> clientFin,
    Optional<Duration> serverFin) {
  /** No inactivity ends a session. */
  public static final IdleLimits NEVER =
      new IdleLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks the ranges. */
  public IdleLimits {
    positive("client", client);
    positive("server", server);
    positive("clientFin", clientFin);
    positive("serverFin", serverFin);
  }

  private static void positive(String name, Optional<Duration> limit) {
    if (limit.filter(time -> !time.isPositive()).isPresent()) {
      throw new IllegalArgumentException(name + " is " + limit.get() + ", use more than 0");
    }
  }
}
