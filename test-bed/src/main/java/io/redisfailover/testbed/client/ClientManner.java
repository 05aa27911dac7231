package io.redisfailover.testbed.client;

import java.time.Duration;

/**
 * How patient a client is.
 *
 * @param patience how long it waits for a connection and for a reply
 * @param beforeReconnect how long it rests before it connects again
 * @param betweenWrites how long it rests between two commands
 */
public record ClientManner(Duration patience, Duration beforeReconnect, Duration betweenWrites) {
  /**
   * Shows how long the service is away: connects again after 1 ms, and waits longer than any
   * outage.
   */
  public static final ClientManner IMMEDIATE =
      new ClientManner(Duration.ofSeconds(15), Duration.ofMillis(1), Duration.ofMillis(1));

  /** What most pools do: 2 s socket time-out, 50 ms before the next attempt. */
  public static final ClientManner POOL =
      new ClientManner(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMillis(20));
}
