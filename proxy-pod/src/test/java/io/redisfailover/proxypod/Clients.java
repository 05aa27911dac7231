package io.redisfailover.proxypod;

import io.redisfailover.testsupport.RespClient;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of a pod that write one key after the other, and connect again when they are cut off. */
final class Clients implements AutoCloseable {
  private final ProxyPod pod;
  private final AtomicLong acknowledged = new AtomicLong();
  private final ExecutorService threads;
  private volatile boolean stopped;

  Clients(ProxyPod pod, int count) {
    this.pod = pod;
    this.threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      String prefix = "client " + i + ":";
      threads.execute(() -> write(prefix));
    }
  }

  long acknowledged() {
    return acknowledged.get();
  }

  private void write(String prefix) {
    long number = 0;
    while (!stopped) {
      try (RespClient client = pod.client()) {
        while (!stopped && client.call("SET", prefix + number++, "1").equals("OK")) {
          acknowledged.incrementAndGet();
        }
      } catch (UncheckedIOException cutOff) {
        // It connects again.
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdown();
    threads.close();
  }
}
