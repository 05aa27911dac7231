package io.redisfailover.proxy.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What client sessions may take.
 *
 * @param maxConnections client connections at a time, at least 1; one more is closed at once
 * @param maxHeld of those, how many may wait while the route is in doubt, at least 0
 * @param holdTimeout how long one of them waits at most, positive
 * @param connectTimeout how long a session may dial, repeats included, positive
 * @param notice how long a stopping proxy says that it is not ready and still takes new sessions,
 *     so that whoever spreads clients can leave it out first; zero or more
 * @param drainTimeout how long it waits for its sessions after that, zero or more
 * @param clientIdle inactivity of the client's side that ends a session; absent for never
 * @param serverIdle the same for the server's side
 */
public record Limits(
    int maxConnections,
    int maxHeld,
    Duration holdTimeout,
    Duration connectTimeout,
    Duration notice,
    Duration drainTimeout,
    Optional<Duration> clientIdle,
    Optional<Duration> serverIdle) {
  /**
   * 20,000 connections, 10,000 of them held for 10 s, 2 s to connect, no notice, 10 s to drain, no
   * idle limit.
   */
  public static final Limits DEFAULT =
      new Limits(
          20_000,
          10_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ZERO,
          Duration.ofSeconds(10),
          Optional.empty(),
          Optional.empty());

  /** Checks the ranges. */
  public Limits {
    atLeast("maxConnections", maxConnections, 1);
    atLeast("maxHeld", maxHeld, 0);
    positive("holdTimeout", holdTimeout);
    positive("connectTimeout", connectTimeout);
    notNegative("notice", notice);
    notNegative("drainTimeout", drainTimeout);
    clientIdle.ifPresent(limit -> positive("clientIdle", limit));
    serverIdle.ifPresent(limit -> positive("serverIdle", limit));
  }

  /** {@return the same with other limits of inactivity} */
  public Limits withIdle(Optional<Duration> client, Optional<Duration> server) {
    return new Limits(
        maxConnections, maxHeld, holdTimeout, connectTimeout, notice, drainTimeout, client, server);
  }

  /** {@return the same with other limits of number} */
  public Limits withConnections(int connections, int held) {
    return new Limits(
        connections,
        held,
        holdTimeout,
        connectTimeout,
        notice,
        drainTimeout,
        clientIdle,
        serverIdle);
  }

  /** {@return the same with other times to wait} */
  public Limits withTimeouts(Duration hold, Duration connect, Duration drain) {
    return new Limits(
        maxConnections, maxHeld, hold, connect, notice, drain, clientIdle, serverIdle);
  }

  private static void atLeast(String name, int value, int minimum) {
    if (value < minimum) {
      throw new IllegalArgumentException(name + " is " + value + ", use " + minimum + " or more");
    }
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + ", use 0 or more");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + ", use more than 0");
    }
  }
}
