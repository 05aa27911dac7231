package io.redisfailover.proxy.config;

import io.redisfailover.proxy.net.Liveness;
import java.time.Duration;

/**
 * The limits of client sessions.
 *
 * @param maxConnections most client connections at once, at least 1; one more is closed at once
 * @param maxPerSource most client connections of one source address at once; 0 for no limit
 * @param maxHeld most held connections at once, at least 0
 * @param holdTimeout longest hold of a connection, positive
 * @param connectTimeout longest time that a session may dial, repeats included, positive
 * @param shutdownDelay how long a stopping proxy reports that it is not ready and still accepts
 *     clients, so that a load balancer can leave it out first; zero or more
 * @param drainTimeout how long it waits for its sessions after that, zero or more
 * @param idle inactivity that ends a session
 * @param maxServerConnections most connections of one server that all sessions use at once; further
 *     sessions wait as held ones do; 0 for no limit but the server's own
 * @param liveness how a dead connection of a session is noticed
 */
public record Limits(
    int maxConnections,
    int maxPerSource,
    int maxHeld,
    Duration holdTimeout,
    Duration connectTimeout,
    Duration shutdownDelay,
    Duration drainTimeout,
    IdleLimits idle,
    int maxServerConnections,
    Liveness liveness) {
  /**
   * 20,000 connections from any addresses, 10,000 of them held for 10 s, 2 s to connect, no
   * shutdown delay, 10 s to drain, no idle limit.
   */
  public static final Limits DEFAULT =
      new Limits(
          20_000,
          0,
          10_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ZERO,
          Duration.ofSeconds(10),
          IdleLimits.NEVER,
          0,
          Liveness.DEFAULT);

  /** Checks the ranges. */
  public Limits {
    atLeast("maxConnections", maxConnections, 1);
    atLeast("maxPerSource", maxPerSource, 0);
    atLeast("maxHeld", maxHeld, 0);
    positive("holdTimeout", holdTimeout);
    positive("connectTimeout", connectTimeout);
    notNegative("shutdownDelay", shutdownDelay);
    notNegative("drainTimeout", drainTimeout);
    atLeast("maxServerConnections", maxServerConnections, 0);
  }

  /** {@return the same limits with other idle times} */
  public Limits withIdle(IdleLimits other) {
    return new Limits(
        maxConnections,
        maxPerSource,
        maxHeld,
        holdTimeout,
        connectTimeout,
        shutdownDelay,
        drainTimeout,
        other,
        maxServerConnections,
        liveness);
  }

  /** {@return the same limits with other numbers of connections} */
  public Limits withConnections(int connections, int held) {
    return new Limits(
        connections,
        maxPerSource,
        held,
        holdTimeout,
        connectTimeout,
        shutdownDelay,
        drainTimeout,
        idle,
        maxServerConnections,
        liveness);
  }

  /** {@return the same limits with other timeouts} */
  public Limits withTimeouts(Duration hold, Duration connect, Duration drain) {
    return new Limits(
        maxConnections,
        maxPerSource,
        maxHeld,
        hold,
        connect,
        shutdownDelay,
        drain,
        idle,
        maxServerConnections,
        liveness);
  }

  /** {@return the same limits with another number of connections of one source address} */
  public Limits withMaxPerSource(int connections) {
    return new Limits(
        maxConnections,
        connections,
        maxHeld,
        holdTimeout,
        connectTimeout,
        shutdownDelay,
        drainTimeout,
        idle,
        maxServerConnections,
        liveness);
  }

  /** {@return the same limits with another number of connections of one server} */
  public Limits withMaxServerConnections(int connections) {
    return new Limits(
        maxConnections,
        maxPerSource,
        maxHeld,
        holdTimeout,
        connectTimeout,
        shutdownDelay,
        drainTimeout,
        idle,
        connections,
        liveness);
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
