package io.redisfailover.realredis.client;

import java.time.Duration;

/**
 * How long a client waits and rests.
 *
 * @param patience longest time to wait for a connection and for a reply
 * @param beforeReconnect pause before it reconnects; a failed connection makes it reconnect
 * @param betweenWrites pause between two writes
 */
public record ClientPacing(Duration patience, Duration beforeReconnect, Duration betweenWrites) {
  /** Measures an outage: reconnects after 1 ms, and waits longer than any outage. */
  public static final ClientPacing IMMEDIATE =
      new ClientPacing(Duration.ofSeconds(15), Duration.ofMillis(1), Duration.ofMillis(1));

  /** Writes without any pause, and reconnects at once. */
  public static final ClientPacing NONSTOP =
      new ClientPacing(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO);

  /** Like most connection pools: 2 s socket timeout, 50 ms before the next attempt. */
  public static final ClientPacing POOL =
      new ClientPacing(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMillis(20));
}
