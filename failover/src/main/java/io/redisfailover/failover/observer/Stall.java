package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.Server;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * The active server gave no answer for a while and then went on, in the same process.
 *
 * @param server the server
 * @param endedAt when it answered again
 * @param length how long it was not heard, without the time in which the observer itself was late
 * @param busy whether it computed for at least half of that time; otherwise it may have been
 *     stopped, or have waited for a disk, memory or a processor
 */
public record Stall(Server server, Instant endedAt, Duration length, boolean busy) {

  /** {@return what happened, in one sentence without its cause} */
  public String inWords() {
    return server + " gave no answer for " + seconds(length) + " and then went on";
  }

  /** {@return what is known of the cause without asking the server} */
  public String cause() {
    return busy
        ? "it was busy computing"
        : "it was stopped, or waited for a disk, memory or a processor";
  }

  /** {@return a time in seconds, with one digit behind the point} */
  public static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).setScale(1, RoundingMode.HALF_UP) + " s";
  }
}
