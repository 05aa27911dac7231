package io.redisfailover.proxy.net;

import java.time.Duration;

/**
 * How a connection is found to be dead whose other end says nothing more. The kernel does it.
 *
 * @param keepAlive silence after which the other end is asked whether it is there, then three times
 *     at a third of that; whole seconds, zero for never
 * @param unacknowledged time after which a connection is closed if the other end takes nothing of
 *     what is sent to it; zero leaves it to the kernel, which takes about 15 minutes
 */
public record Liveness(Duration keepAlive, Duration unacknowledged) {
  /** Longest of both. Source: Linux takes 32,767 s for the first. */
  public static final Duration LONGEST = Duration.ofHours(9);

  /** As Redis itself ({@code tcp-keepalive 300}). */
  public static final Liveness DEFAULT = new Liveness(Duration.ofMinutes(5), Duration.ZERO);

  /** Checks the ranges. */
  public Liveness {
    check("keepAlive", keepAlive);
    check("unacknowledged", unacknowledged);
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", use 0 to " + LONGEST);
    }
  }
}
