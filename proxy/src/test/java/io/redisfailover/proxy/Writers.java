package io.redisfailover.proxy;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that write keys of their own, one command at a time, reconnect at once when cut off, and
 * remember what was acknowledged and the longest time without any acknowledgement.
 */
final class Writers implements AutoCloseable {
  private final InetSocketAddress address;
  private final ExecutorService threads;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<AtomicLong> longestGaps = new ArrayList<>();
  private final AtomicLong errors = new AtomicLong();
  private volatile boolean stopped;

  Writers(InetSocketAddress address, int count) {
    this.address = address;
    this.threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      String prefix = "writer" + i + ":";
      AtomicLong gap = new AtomicLong();
      longestGaps.add(gap);
      threads.execute(() -> write(prefix, gap));
    }
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  long errors() {
    return errors.get();
  }

  Duration longestGap() {
    return Duration.ofNanos(longestGaps.stream().mapToLong(AtomicLong::get).max().orElse(0));
  }

  private void write(String prefix, AtomicLong gap) {
    long number = 0;
    long last = System.nanoTime();
    while (!stopped) {
      try (RespClient client = new RespClient(address)) {
        while (!stopped) {
          String key = prefix + number++;
          if (client.call("SET", key, "x").equals("OK")) {
            acknowledged.add(key);
            long now = System.nanoTime();
            gap.accumulateAndGet(now - last, Math::max);
            last = now;
          } else {
            errors.incrementAndGet();
          }
        }
      } catch (UncheckedIOException cut) {
        errors.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops writing and waits for the last answer. */
  void stop() {
    stopped = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a writer hangs");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
