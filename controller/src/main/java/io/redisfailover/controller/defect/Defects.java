package io.redisfailover.controller.defect;

import org.slf4j.Logger;

/**
 * Defects at the edge of a thread that has to go on: a controller that watches, decides or tells no
 * more is worse than one that fails once in a while.
 */
public final class Defects {
  private Defects() {}

  /**
   * Logs a defect, so that the thread may go on.
   *
   * @param log whose it is
   * @param sentence what failed
   * @param defect how
   * @throws OutOfMemoryError when it is one: nothing that follows can be relied on, and whoever
   *     runs the process has to end it
   */
  public static void survive(Logger log, String sentence, Throwable defect) {
    log.error(sentence, defect);
    if (defect instanceof OutOfMemoryError exhausted) {
      throw exhausted;
    }
  }
}
