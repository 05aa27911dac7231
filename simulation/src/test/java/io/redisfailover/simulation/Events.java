package io.redisfailover.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Simulated time, in microseconds, and what happens when. Events of one moment keep their order.
 */
final class Events {
  static final long MILLI = 1_000;
  static final long SECOND = 1_000_000;

  private record Event(long time, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long order;
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

  void after(long micros, Runnable action) {
    queue.add(new Event(now + Math.max(0, micros), order++, action));
  }

  boolean step() {
    Event event = queue.poll();
    if (event == null) {
      return false;
    }
    now = event.time;
    event.action.run();
    return true;
  }

  void stop() {
    queue.clear();
  }
}
