package io.redisfailover.controller.redis;

import io.redisfailover.failover.dialogue.Login;
import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param connect for the dial of a connection that is opened ahead, at least 1 ms
 * @param read for the replies to each packet, at least 1 ms
 */
public record TimeLimits(Duration connect, Duration read) {
  /** As {@link Login#LIMIT} has it, each. */
  public static final TimeLimits DEFAULT = new TimeLimits(Login.LIMIT, Login.LIMIT);

  /** The least that a socket can be told. */
  static final Duration LEAST = Duration.ofMillis(1);

  /** {@return the same for a dial that is limited by the dialogue that it belongs to} */
  TimeLimits dialling(Duration left) {
    return new TimeLimits(left.compareTo(LEAST) > 0 ? left : LEAST, read);
  }

  /** Checks that both are at least one millisecond, because a socket takes 0 as no limit. */
  public TimeLimits {
    if (connect.toMillis() < 1 || read.toMillis() < 1) {
      throw new IllegalArgumentException(
          "time limits must be at least 1 ms: " + connect + ", " + read);
    }
  }
}
