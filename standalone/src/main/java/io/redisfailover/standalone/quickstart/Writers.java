package io.redisfailover.standalone.quickstart;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Several writers at the same time. */
final class Writers implements AutoCloseable {
  private final List<Writer> writers = new ArrayList<>();

  /** Starts {@code count} writers. */
  Writers(int count, InetSocketAddress proxy) {
    for (int number = 0; number < count; number++) {
      Writer writer = new Writer(number, proxy);
      writers.add(writer);
      writer.start();
    }
  }

  /**
   * What the clients have noticed of one event. A pause is the time from a client's last
   * acknowledgement before to its first after.
   *
   * @param median the median of the clients' pauses
   * @param longest the longest of them
   * @param errors failures that clients have seen, all clients together
   */
  record Pause(Duration median, Duration longest, int errors) {}

  /** Forgets what was noticed so far. */
  void beginPhase() {
    writers.forEach(Writer::beginPhase);
  }

  /** {@return what was noticed since {@link #beginPhase}} */
  Pause pause() {
    List<Duration> gaps = writers.stream().map(Writer::longestGap).sorted().toList();
    return new Pause(
        gaps.get(gaps.size() / 2), gaps.getLast(), writers.stream().mapToInt(Writer::errors).sum());
  }

  /** {@return whether every client had a write acknowledged after this moment} */
  boolean allWroteAfter(long nanos) {
    return writers.stream().allMatch(writer -> writer.wroteAfter(nanos));
  }

  /** {@return writes that were acknowledged so far} */
  int acknowledged() {
    return writers.stream().mapToInt(writer -> writer.acknowledged().cardinality()).sum();
  }

  /** {@return the writers, for reading back} */
  List<Writer> list() {
    return List.copyOf(writers);
  }

  @Override
  public void close() {
    for (Writer writer : writers) {
      try {
        writer.stop();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
