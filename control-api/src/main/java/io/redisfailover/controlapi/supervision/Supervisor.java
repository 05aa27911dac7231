package io.redisfailover.controlapi.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at every part of a process each second: a part that made no progress for longer than its
 * patience is restarted, and again each time that its patience is over. A part that stays dead is a
 * problem. So no part ends in silence, whatever ended it: a defect, an exhausted memory, a failed
 * channel, a rejected task. Thread-safe.
 */
public final class Supervisor implements AutoCloseable {
  /** Time between two looks. */
  public static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final DefectLog log;
  private final List<Supervised> parts = new CopyOnWriteArrayList<>();
  private final AtomicLong restarts = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  /** Creates a supervisor that looks at nothing until {@link #start}. */
  public Supervisor(DefectLog log) {
    this.log = log;
    thread = new Thread(this::run, "supervisor");
    thread.setDaemon(true);
  }

  /**
   * What is wrong now, and what was met so far.
   *
   * @param problems one sentence for each dead part
   * @param restarts number of restarts of parts
   * @param defects number of defects that parts have met
   */
  public record Report(List<String> problems, long restarts, long defects) {
    /** Nothing happened. */
    public static final Report NOTHING = new Report(List.of(), 0, 0);

    /** Copies the list. */
    public Report {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Adds a part.
   *
   * @param name its name in a sentence, such as {@code the watch of Master}
   * @param weight what depends on it
   * @param patience how long it may make no progress, at least a second
   */
  public Supervised add(String name, Weight weight, Duration patience) {
    Supervised part = new Supervised(name, weight, patience, log);
    parts.add(part);
    return part;
  }

  /**
   * Adds an event loop, which makes progress while it takes tasks.
   *
   * @param name its name in a sentence, after {@code event loop}
   * @param weight what depends on it
   * @param patience how long it may take no task, at least a second
   * @param loop the event loop
   */
  public Supervised addLoop(String name, Weight weight, Duration patience, Executor loop) {
    Supervised beat = add("event loop " + name, weight, patience);
    return beat.pokedBy(() -> loop.execute(beat::beat));
  }

  /** Begins to look. To be called once. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        look();
      } catch (InterruptedException stopped) {
        return;
      } catch (Throwable defect) {
        // Whatever this look could not do, the next one does.
      }
    }
  }

  /** Looks at every part once, as its thread does each second. */
  public void look() {
    for (Supervised part : parts) {
      try {
        if (part.look()) {
          restarts.incrementAndGet();
        }
      } catch (Throwable defect) {
        part.failed(defect);
      }
    }
  }

  /** {@return what is wrong now, and what was met so far} */
  public Report report() {
    return new Report(
        parts.stream().filter(Supervised::isDead).map(Supervised::sentence).toList(),
        restarts.get(),
        parts.stream().mapToLong(Supervised::defects).sum());
  }

  /** {@return why the process is to be restarted, in one sentence; absent while it need not be} */
  public Optional<String> dead() {
    if (!closed && thread.getState() == Thread.State.TERMINATED) {
      return Optional.of("The supervisor no longer runs; restart the process.");
    }
    return parts.stream()
        .filter(Supervised::isVital)
        .filter(Supervised::isDead)
        .map(Supervised::sentence)
        .findFirst();
  }

  /** Looks no more: the parts are ended on purpose. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
