package io.redisfailover.bench.disturbance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that keeps a server from answering anybody. Pure.
 *
 * @param kind what the server does meanwhile
 * @param length how long it takes by the clock of the server, whatever processor time it gets
 */
public record SlowCommand(Kind kind, Duration length) {
  /**
   * A script says that the server is busy after two thirds of the usual {@code detection.timeout},
   * because the controller sets {@code busy-reply-threshold}.
   */
  static final Duration SAYS_BUSY = Duration.ofSeconds(1);

  /** A script of a transaction ends before it would say that the server is busy. */
  private static final Duration PART = Duration.ofMillis(250);

  /** Asks for the time until enough of it has passed, and has an end where time stands still. */
  private static final String LOOP =
      """
      local function now() local t = redis.call('TIME') return t[1] * 1000000 + t[2] end \
      local from, most, asked = now(), tonumber(ARGV[1]), 0 \
      repeat asked = asked + 1 until now() - from >= most or asked > 20 * most \
      return 'done'\
      """;

  /** What a server does while it runs a slow command. */
  public enum Kind {
    /** It sleeps, as one that waits for a disk or memory. */
    SLEEP("DEBUG SLEEP"),
    /** It computes in one script, and says so after a while. */
    SCRIPT("a script"),
    /** It computes in one transaction of short scripts, and says nothing. */
    TRANSACTION("a transaction that computes");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** {@return it in words} */
    public String text() {
      return text;
    }
  }

  /** {@return the commands, which are sent at once; the reply to the last of them is the end} */
  public List<List<String>> commands() {
    return switch (kind) {
      case SLEEP -> List.of(List.of("DEBUG", "SLEEP", seconds(length)));
      case SCRIPT -> List.of(script(length));
      case TRANSACTION -> transaction();
    };
  }

  private List<List<String>> transaction() {
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("MULTI"));
    for (Duration left = length; left.isPositive(); left = left.minus(PART)) {
      commands.add(script(left.compareTo(PART) < 0 ? left : PART));
    }
    commands.add(List.of("EXEC"));
    return commands;
  }

  private static List<String> script(Duration time) {
    return List.of("EVAL", LOOP, "0", Long.toString(time.toNanos() / 1000));
  }

  private static String seconds(Duration time) {
    return "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
  }

  /** {@return for how long no probe of the server is answered} */
  public Duration silence() {
    return kind == Kind.SCRIPT && length.compareTo(SAYS_BUSY) > 0 ? SAYS_BUSY : length;
  }

  /** {@return it in words} */
  public String inWords() {
    return "%s of %d ms".formatted(kind.text(), length.toMillis());
  }
}
