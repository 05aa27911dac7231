package io.redisfailover.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Simulated time, in microseconds, and what happens when. Events of one moment keep their order.
 *
 * <p>A sorted array, not a {@link java.util.PriorityQueue}: a few dozen events wait at a time and
 * most new ones are messages that arrive before all others, so they are in their place after a step
 * or two. And a time-out that is not needed any more can be taken out, which nearly all of them
 * are: a probe is usually answered.
 */
final class EventQueue {
  static final long MILLI = 1_000;
  static final long SECOND = 1_000_000;

  /** Something that will happen, unless it is cancelled before. No record: no two are equal. */
  static final class Event {
    private final long time;
    private final Runnable action;

    private Event(long time, Runnable action) {
      this.time = time;
      this.action = action;
    }
  }

  /** What will happen, the next one last. */
  private Event[] waiting = new Event[64];

  private int size;
  private long now;

  long now() {
    return now;
  }

  Instant instant() {
    return instant(now);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(micros / SECOND, micros % SECOND * 1_000);
  }

  static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  /** {@return the event, for who may want to cancel it} */
  Event after(long micros, Runnable action) {
    Event event = new Event(now + Math.max(0, micros), action);
    if (size == waiting.length) {
      waiting = Arrays.copyOf(waiting, 2 * size);
    }
    int place = size++;
    while (place > 0 && waiting[place - 1].time <= event.time) {
      waiting[place] = waiting[place - 1];
      place--;
    }
    waiting[place] = event;
    return event;
  }

  /** It will not happen; nothing changes when it has happened already. */
  void cancel(Event event) {
    for (int place = 0; place < size; place++) {
      if (waiting[place] == event) {
        System.arraycopy(waiting, place + 1, waiting, place, --size - place);
        waiting[size] = null;
        return;
      }
    }
  }

  boolean step() {
    if (size == 0) {
      return false;
    }
    Event event = waiting[--size];
    waiting[size] = null;
    now = event.time;
    event.action.run();
    return true;
  }

  void stop() {
    Arrays.fill(waiting, 0, size, null);
    size = 0;
  }
}
