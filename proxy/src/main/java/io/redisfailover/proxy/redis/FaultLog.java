package io.redisfailover.proxy.redis;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the faults of our own code that nobody else would hear of, one that repeats itself once.
 * For one thread.
 */
public final class FaultLog {
  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

  private final String who;
  private String last = "";

  /**
   * A log in which nothing stands.
   *
   * @param who whose faults
   */
  public FaultLog(String who) {
    this.who = who;
  }

  /** Runs an action; what it throws is told, and goes no further. */
  public void guard(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException fault) {
      tell(fault);
    }
  }

  /** Tells a loss when it is a fault of our own code. */
  public void tell(ConnectionLostException loss) {
    if (loss.isFault() && loss.getCause() != null) {
      tell(loss.getCause());
    }
  }

  /** Tells what a stage fails with, if it does, on the thread of this log. */
  public void tellFailureOf(CompletionStage<?> stage, Executor thread) {
    var unused =
        stage.whenCompleteAsync(
            (result, failure) -> {
              if (failure != null) {
                tell(failure);
              }
            },
            thread);
  }

  private void tell(Throwable fault) {
    String kind = fault.getClass().getName();
    if (!kind.equals(last)) {
      LOG.error("{} failed", who, fault);
    }
    last = kind;
  }
}
