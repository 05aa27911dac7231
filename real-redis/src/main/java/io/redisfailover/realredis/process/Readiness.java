package io.redisfailover.realredis.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a server, and quotes its log when it waits in vain. */
final class Readiness {
  private static final Duration POLL = Duration.ofMillis(10);

  private Readiness() {}

  /**
   * Waits until a condition holds.
   *
   * @param server whose condition it is
   * @param what the condition, such as {@code to answer}
   * @param condition asked every 10 ms
   * @param limit how long to wait
   * @throws IllegalStateException when the server exits, the time is over, or this thread is
   *     interrupted
   */
  static void await(RedisProcess server, String what, BooleanSupplier condition, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (!server.isAlive()) {
        throw new IllegalStateException(
            "%s exited; the last line of its log: %s".formatted(server, lastLine(server.log())));
      }
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException(
            "Waited up to %d s in vain for %s %s; the last line of its log: %s"
                .formatted(limit.toSeconds(), server, what, lastLine(server.log())));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static String lastLine(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "(none)" : lines.getLast();
    } catch (IOException unreadable) {
      return "(" + unreadable + ")";
    }
  }
}
