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
import java.util.concurrent.TimeUnit;

/** Asks a server that went on after a stall what kept it. Blocks. */
public final class StallCause {
  /** What was queued behind a slow command is slow as well, and may be logged after it. */
  private static final String ENTRIES = "32";

  private static final int LONGEST_NAME = 32;

  /**
   * What ended longer ago than this did not cause a stall that has just ended. Source: the server
   * is asked as soon as it answers again; what is queued there may take some seconds.
   */
  private static final long RECENT_SECONDS = 10;

  /**
   * What a server said.
   *
   * @param server {@code INFO server}, which has its clock
   * @param slow the newest entries of its slow log
   * @param stats {@code INFO stats}
   * @param persistence {@code INFO persistence}
   */
  record Replies(Reply server, Reply slow, Reply stats, Reply persistence) {}

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
      return inWords(
          new Replies(
              connection.call("INFO", "server"),
              connection.call("SLOWLOG", "GET", ENTRIES),
              connection.call("INFO", "stats"),
              connection.call("INFO", "persistence")),
          stall);
    }
  }

  /** The same from the replies. */
  static String inWords(Replies said, Stall stall) {
    Optional<Long> now =
        number(fields(said.server()).getOrDefault("server_time_usec", ""))
            .map(TimeUnit.MICROSECONDS::toSeconds);
    return now.flatMap(seconds ->
            command(said.slow(), seconds, stall)
                .or(() -> fork(said.stats(), said.persistence(), seconds, stall)))
        .orElseGet(stall::cause);
  }

  /**
   * The newest entry that explains the stall. An entry is its number, its time, how long it took,
   * the command with its arguments, and the client, each on a line of its own; how many arguments
   * there are is not said. So an entry is where the next lower number stands at its place.
   */
  private static Optional<String> command(Reply slow, long now, Stall stall) {
    List<String> lines = slow.isError() ? List.of() : slow.text().lines().toList();
    Optional<Long> wanted = Optional.empty();
    for (int i = 0; i + 3 < lines.size(); i++) {
      Optional<Long> number = number(lines.get(i));
      boolean entry = i == 0 ? number.isPresent() : number.isPresent() && number.equals(wanted);
      boolean recent = entry && isRecent(lines.get(i + 1), now);
      if (recent && explains(lines.get(i + 2), stall) && isName(lines.get(i + 3))) {
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

  /** The newest fork may be of long ago: its child still works, or a snapshot has just ended. */
  private static Optional<String> fork(Reply stats, Reply persistence, long now, Stall stall) {
    Map<String, String> saving = fields(persistence);
    boolean recent =
        "1".equals(saving.get("rdb_bgsave_in_progress"))
            || "1".equals(saving.get("aof_rewrite_in_progress"))
            || isRecent(saving.getOrDefault("rdb_last_save_time", ""), now);
    return Optional.ofNullable(fields(stats).get("latest_fork_usec"))
        .filter(micros -> recent && explains(micros, stall))
        .flatMap(StallCause::micros)
        .map(time -> "its last fork, for a snapshot or a full copy, took " + Stall.seconds(time));
  }

  private static Map<String, String> fields(Reply info) {
    return info.isError() ? Map.of() : ReplicationInfoParser.fields(info.text());
  }

  private static boolean isRecent(String seconds, long now) {
    return number(seconds).filter(then -> now - then <= RECENT_SECONDS).isPresent();
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

  /** {@return the number, if it is one of at most 18 digits} */
  private static Optional<Long> number(String text) {
    String digits = text.strip();
    boolean sound = !digits.isEmpty() && digits.length() <= 18;
    return sound && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')
        ? Optional.of(Long.parseLong(digits))
        : Optional.empty();
  }
}
