package io.redisfailover.controlapi.supervision;

import io.redisfailover.controlapi.Sentence;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One part of a process that has to run for as long as the process does: a watch, a check, a timer,
 * a publisher, an event loop. The part tells its progress by {@link #beat} and its defects by
 * {@link #failed} or {@link #guard}. Thread-safe; no method throws.
 */
public final class Supervised {
  private final String name;
  private final Weight weight;
  private volatile int patience;
  private final DefectLog log;
  private final AtomicLong beats = new AtomicLong();
  private final AtomicLong defects = new AtomicLong();
  private volatile String lastKind = "";
  private volatile @Nullable Runnable restart;
  private volatile @Nullable Runnable poke;
  private volatile boolean ended;

  /** Used by the thread of the supervisor. */
  private volatile Vitality vitality = Vitality.FRESH;

  Supervised(String name, Weight weight, Duration patience, DefectLog log) {
    this.name = name;
    this.weight = weight;
    this.patience = looks(patience);
    this.log = log;
  }

  private static int looks(Duration patience) {
    return Math.toIntExact(Math.max(1, patience.dividedBy(Supervisor.LOOK_EVERY)));
  }

  /**
   * From the next look on the part may take another time for its progress.
   *
   * @param other the time, at least a second
   */
  public void patience(Duration other) {
    patience = looks(other);
  }

  /**
   * Sets what starts the part again. It is called by the supervisor's thread, again each time that
   * the patience is over; it must not block, and must do no harm to a part that still runs.
   */
  public Supervised restartedBy(Runnable action) {
    restart = action;
    return this;
  }

  /** Sets what the supervisor calls at each look, to make the part beat. It must not block. */
  public Supervised pokedBy(Runnable action) {
    poke = action;
    return this;
  }

  /** The part made progress. */
  public void beat() {
    beats.incrementAndGet();
  }

  /** The part ends on purpose; it is not looked at any more. */
  public void end() {
    ended = true;
  }

  /** Takes a defect that has no caller to reach. One that repeats itself is written once. */
  public void failed(Throwable defect) {
    defects.incrementAndGet();
    String kind = defect.getClass().getName();
    boolean repeated = kind.equals(lastKind);
    lastKind = kind;
    if (!repeated) {
      write("Caught a defect in " + name, defect);
    }
  }

  /** Without memory nothing can be written; the part and its supervisor go on. */
  private void write(String sentence, @Nullable Throwable defect) {
    try {
      log.write(sentence, defect);
    } catch (Throwable unwritten) {
      // It was counted, and shows in the report.
    }
  }

  /**
   * Runs an action and takes what it throws.
   *
   * @return whether it threw nothing
   */
  public boolean guard(Runnable action) {
    try {
      action.run();
      return true;
    } catch (Throwable defect) {
      failed(defect);
      return false;
    }
  }

  /** Takes the failure of a stage, on a thread of the part. */
  public void guardStage(CompletionStage<?> stage, Executor thread) {
    var unused =
        stage.whenCompleteAsync(
            (result, failure) -> {
              if (failure != null) {
                failed(failure);
              }
            },
            thread);
  }

  /** One look of the supervisor. {@return whether the part was restarted} */
  boolean look() {
    if (ended) {
      return false;
    }
    Runnable beating = poke;
    if (beating != null) {
      attempt(beating);
    }
    Vitality now = vitality.looked(beats.get());
    vitality = now;
    boolean restartable = restart != null;
    if (now.dies(patience, restartable)) {
      write(sentence(), null);
    }
    Runnable again = restart;
    if (again == null || !now.isOverdue(patience)) {
      return false;
    }
    if (!now.isDead(patience, true)) {
      write("Restarting " + name + ", which made no progress.", null);
    }
    guard(again);
    return true;
  }

  /** What a dead part rejects says nothing new. */
  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException rejected) {
      // It will be missed at the next look.
    }
  }

  /** {@return whether it no longer runs, though it should} */
  boolean isDead() {
    return !ended && vitality.isDead(patience, restart != null);
  }

  boolean isVital() {
    return weight == Weight.VITAL;
  }

  long defects() {
    return defects.get();
  }

  /** {@return what follows from its death, in one sentence} */
  String sentence() {
    return Sentence.of(
        name
            + (restart == null
                ? " no longer runs; restart the process"
                : " no longer runs, and restarting it did not help; restart the process"));
  }
}
