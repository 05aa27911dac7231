package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.observer.Stall;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks a server that went on after a stall what kept it. Blocks. */
public final class StallCause {
  /** What was queued behind a slow command is slow as well, and may be logged after it. */
  private static final String ENTRIES = "32";

  private static final int LONGEST_NAME = 32;

  private StallCause() {}

  /**
   * Asks the newest entries of the slow log, and how long the newest fork took. Of a command only
   * the name is read: its arguments are data.
   *
   * @param access the server
   * @param stall what it went through a moment ago
   * @return the cause, in words that follow on a colon
   * @throws NoAnswerException when the server does not answer
   */
  public static String inWords(ServerAccess access, Stall stall) throws NoAnswerException {
    try (JedisRedisConnection connection = access.connect()) {
      Reply slow = connection.call("SLOWLOG", "GET", ENTRIES);
      Reply stats = connection.call("INFO", "stats");
      return inWords(slow, stats, stall);
    }
  }

  /** The same from the replies. */
  static String inWords(Reply slow, Reply stats, Stall stall) {
    return command(slow, stall).or(() -> fork(stats, stall)).orElseGet(stall::cause);
  }

  /**
   * The newest entry that explains the stall. An entry is its number, its time, how long it took,
   * the command with its arguments, and the client, each on a line of its own; how many arguments
   * there are is not said. So an entry is where the next lower number stands at its place.
   */
  private static Optional<String> command(Reply slow, Stall stall) {
    List<String> lines = slow.isError() ? List.of() : slow.text().lines().toList();
    Optional<Long> wanted = Optional.empty();
    for (int i = 0; i + 3 < lines.size(); i++) {
      Optional<Long> number = number(lines.get(i));
      boolean entry = i == 0 ? number.isPresent() : number.isPresent() && number.equals(wanted);
      if (entry && explains(lines.get(i + 2), stall) && isName(lines.get(i + 3))) {
        return Optional.of(words(number.get(), lines.get(i + 2), lines.get(i + 3)));
      }
      wanted = entry ? number.map(last -> last - 1) : wanted;
    }
    return Optional.empty();
  }

  private static String words(long number, String micros, String name) {
    return "it was busy for %s with %s (entry %d of its slow log)"
        .formatted(
            Stall.seconds(micros(micros).orElseThrow()), name.toUpperCase(Locale.ROOT), number);
  }

  private static boolean isName(String word) {
    return word.length() <= LONGEST_NAME
        && word.chars()
            .allMatch(letter -> Character.isLetter(letter) || "._-|".indexOf(letter) >= 0);
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
    return number(text).map(micros -> Duration.of(micros, ChronoUnit.MICROS));
  }

  /** {@return the number, if it is one of at most 15 digits} */
  private static Optional<Long> number(String text) {
    String digits = text.strip();
    boolean sound = !digits.isEmpty() && digits.length() <= 15;
    return sound && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')
        ? Optional.of(Long.parseLong(digits))
        : Optional.empty();
  }
}
