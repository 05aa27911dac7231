package io.redisfailover.realredis.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals to processes that this program started. */
public final class Signals {
  private Signals() {}

  /**
   * Sends one.
   *
   * @param pid a process that the caller started
   * @param name such as STOP or CONT
   */
  public static void send(long pid, String name) {
    try {
      int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "kill -%s %d ended with status %d".formatted(name, pid, status));
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
