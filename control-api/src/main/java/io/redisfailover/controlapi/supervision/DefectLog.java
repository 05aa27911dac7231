package io.redisfailover.controlapi.supervision;

import org.jspecify.annotations.Nullable;

/** Takes what a supervisor has to say. Called by any thread; should not block. */
@FunctionalInterface
public interface DefectLog {
  /**
   * Takes one sentence.
   *
   * @param sentence what happened
   * @param defect the defect that it is about; null when a part is restarted or stays dead
   */
  void write(String sentence, @Nullable Throwable defect);
}
