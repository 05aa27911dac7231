package io.redisfailover.proxy.redis;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs exceptions that are defects of this program and have no caller to reach. One that repeats
 * itself is logged once. Used by one thread.
 */
public final class FaultLog {
  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

  private final String where;
  private String last = "";

  /**
   * Creates a log for one part of the program.
   *
   * @param where the part, for instance {@code the router}
   */
  public FaultLog(String where) {
    this.where = where;
  }

  /** Runs an action and logs what it throws. */
  public void guard(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException fault) {
      log(fault);
    }
  }

  /** Logs a loss when it is a defect. */
  public void log(ConnectionLostException loss) {
    if (loss.isFault() && loss.getCause() != null) {
      log(loss.getCause());
    }
  }

  /** Logs the failure of a stage on the thread of this log. */
  public void logFailureOf(CompletionStage<?> stage, Executor thread) {
    var unused =
        stage.whenCompleteAsync(
            (result, failure) -> {
              if (failure != null) {
                log(failure);
              }
            },
            thread);
  }

  private void log(Throwable fault) {
    String kind = fault.getClass().getName();
    if (!kind.equals(last)) {
      LOG.error("Caught a defect in {}", where, fault);
    }
    last = kind;
  }
}
