package io.redisfailover.faults;

import io.redisfailover.testbed.redis.RedisCall;
import io.redisfailover.testbed.redis.RedisServer;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/** Looks all the time at how many keys a server holds; keys are only added in these tests. */
final class DataWatch implements AutoCloseable {
  private final RedisServer server;
  private final Thread thread;
  private volatile boolean running = true;
  private long most;
  private long drop;

  private DataWatch(RedisServer server) {
    this.server = server;
    this.thread = Thread.ofPlatform().daemon().name("data-watch").start(this::watch);
  }

  static DataWatch of(RedisServer server) {
    return new DataWatch(server);
  }

  /** {@return by how many keys it was ever below an earlier moment} */
  synchronized long largestDrop() {
    return drop;
  }

  private void watch() {
    try (Connection connection = RedisCall.connect(server.port())) {
      while (running) {
        seen(Long.parseLong(RedisCall.call(connection, "DBSIZE")));
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (JedisException ended) {
      // The server was ended; what it held afterwards is compared by the test.
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
