package io.redisfailover.bench.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.redisfailover.realredis.client.ClientPacing;
import java.time.Duration;

/** The two kinds of clients; both are Jedis, and both write every 10 ms while they are served. */
public enum ClientKind {
  /**
   * Waits up to 15 s for a reply and connects again at once: shows how long the service is away.
   */
  IMMEDIATE("immediate", Duration.ofSeconds(15), Duration.ZERO),
  /** What most pools do: 2 s socket time-out, 50 ms before the next attempt. */
  POOL("pool", Duration.ofSeconds(2), Duration.ofMillis(50));

  private static final Duration BETWEEN_WRITES = Duration.ofMillis(10);

  private final String text;
  private final Duration patience;
  private final Duration beforeReconnect;

  ClientKind(String text, Duration patience, Duration beforeReconnect) {
    this.text = text;
    this.patience = patience;
    this.beforeReconnect = beforeReconnect;
  }

  /** {@return its name in tables and files} */
  @JsonValue
  public String text() {
    return text;
  }

  /** {@return how patient it is} */
  public ClientPacing pacing() {
    return new ClientPacing(patience, beforeReconnect, BETWEEN_WRITES);
  }
}
