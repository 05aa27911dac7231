package io.redisfailover.faults;

import io.redisfailover.realredis.client.ErrorReplyException;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Follows how many keys a server holds; these tests only add keys. */
final class DataWatch implements AutoCloseable {
  private final RestartableRedis server;
  private final Thread thread;
  private volatile boolean running = true;
  private long most;
  private long drop;

  private DataWatch(RestartableRedis server) {
    this.server = server;
    this.thread = Thread.ofPlatform().daemon().name("data-watch").start(this::watch);
  }

  static DataWatch of(RestartableRedis server) {
    return new DataWatch(server);
  }

  /** {@return the largest number of keys by which it fell below an earlier count} */
  synchronized long largestDrop() {
    return drop;
  }

  private void watch() {
    try (RespClient client = server.connect()) {
      while (running) {
        seen(Long.parseLong(client.demand("DBSIZE")));
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (UncheckedIOException | ErrorReplyException ended) {
      // The server ended; the test compares what it holds afterwards.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void seen(long keys) {
    most = Math.max(most, keys);
    drop = Math.max(drop, most - keys);
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join(5000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
