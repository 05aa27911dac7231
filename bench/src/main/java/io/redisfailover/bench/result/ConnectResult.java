package io.redisfailover.bench.result;

import io.redisfailover.bench.machine.Machine;
import java.util.List;

/**
 * A run of {@code bench/connect}.
 *
 * @param command the words after {@code bench/connect}
 * @param date the day of the run, as {@code 2026-01-31}
 * @param machine what it ran on
 * @param load how many processes wanted a processor on average in the minute before the run
 * @param connections connections to each target in each round
 * @param targets what was connected to
 */
public record ConnectResult(
    String command,
    String date,
    Machine machine,
    double load,
    int connections,
    List<ConnectTimes> targets) {
  /** Copies the list. */
  public ConnectResult {
    targets = List.copyOf(targets);
  }

  /**
   * One target.
   *
   * @param target its name
   * @param connectMicros of each round the median time, in microseconds, from the beginning of a
   *     connection to the reply to its first command, which is sent at once
   * @param firstCommandMicros of each round the median time, in microseconds, from the first
   *     command of a connection that was open before, to its reply
   */
  public record ConnectTimes(
      String target, List<Integer> connectMicros, List<Integer> firstCommandMicros) {
    /** Copies the lists. */
    public ConnectTimes {
      connectMicros = List.copyOf(connectMicros);
      firstCommandMicros = List.copyOf(firstCommandMicros);
    }
  }
}
