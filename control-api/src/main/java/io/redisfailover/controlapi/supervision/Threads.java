package io.redisfailover.controlapi.supervision;

import java.time.Duration;

/** How the threads of a process end. */
public final class Threads {
  private Threads() {}

  /**
   * Interrupts a thread and waits until it has ended. An interrupt of the caller ends the wait, and
   * stays set.
   *
   * @param thread a thread that was started
   * @param patience the longest wait
   */
  public static void end(Thread thread, Duration patience) {
    thread.interrupt();
    try {
      thread.join(patience);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
