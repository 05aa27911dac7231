package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.observer.Stall;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks a server that went on after a stall what kept it. Blocks. */
public final class StallCause {
  private StallCause() {}

  /**
   * Asks the newest entry of the slow log, and how long the newest fork took. Of a command only the
   * name is read: its arguments are data.
   *
   * @param access the server
   * @param stall what it went through a moment ago
   * @return the cause, in words that follow on a colon
   * @throws NoAnswerException when the server does not answer
   */
  public static String inWords(ServerAccess access, Stall stall) throws NoAnswerException {
    try (JedisRedisConnection connection = access.connect()) {
      Reply slow = connection.call("SLOWLOG", "GET", "1");
      Reply stats = connection.call("INFO", "stats");
      return inWords(slow, stats, stall);
    }
  }

  /** The same from the replies. */
  static String inWords(Reply slow, Reply stats, Stall stall) {
    return command(slow, stall).or(() -> fork(stats, stall)).orElseGet(stall::cause);
  }

  /** The first lines are the entry's number, its time, how long it took and its name. */
  private static Optional<String> command(Reply slow, Stall stall) {
    String[] lines = slow.isError() ? new String[0] : slow.text().split("\n", 5);
    if (lines.length < 4 || !explains(lines[2], stall)) {
      return Optional.empty();
    }
    return Optional.of(
        "it was busy for %s with %s (entry %s of its slow log)"
            .formatted(
                Stall.seconds(micros(lines[2]).orElseThrow()),
                Printable.shortened(lines[3]).toUpperCase(Locale.ROOT),
                Printable.shortened(lines[0])));
  }

  private static Optional<String> fork(Reply stats, Stall stall) {
    Map<String, String> fields =
        stats.isError() ? Map.of() : ReplicationInfoParser.fields(stats.text());
    return Optional.ofNullable(fields.get("latest_fork_usec"))
        .filter(micros -> explains(micros, stall))
        .flatMap(StallCause::micros)
        .map(time -> "its last fork, for a snapshot or a full copy, took " + Stall.seconds(time));
  }

  /** Half of the stall: what was queued behind it takes a part. */
  private static boolean explains(String micros, Stall stall) {
    return micros(micros)
        .filter(time -> time.multipliedBy(2).compareTo(stall.length()) >= 0)
        .isPresent();
  }

  private static Optional<Duration> micros(String text) {
    try {
      return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(text.strip()), 1_000)));
    } catch (ArithmeticException | NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
