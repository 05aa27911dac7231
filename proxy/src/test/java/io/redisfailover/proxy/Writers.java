package io.redisfailover.proxy;

import io.redisfailover.testsupport.RespClient;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Clients that write keys of their own, one command at a time, reconnect at once when cut off, and
 * remember what was acknowledged.
 */
final class Writers implements AutoCloseable {
  private final InetSocketAddress address;
  private final ExecutorService threads;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  Writers(InetSocketAddress address, int count) {
    this.address = address;
    this.threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      String prefix = "writer" + i + ":";
      threads.execute(() -> write(prefix));
    }
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  private void write(String prefix) {
    long number = 0;
    while (!stopped) {
      try (RespClient client = new RespClient(address)) {
        while (!stopped) {
          String key = prefix + number++;
          if (client.call("SET", key, "x").equals("OK")) {
            acknowledged.add(key);
          }
        }
      } catch (UncheckedIOException cut) {
        // A failover cuts clients off once; they come again at once.
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
