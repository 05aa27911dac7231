package io.redisfailover.standalone.quickstart;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A client that writes one key after the other, waits for each reply, and connects again at once
 * when its connection fails. Remembers every acknowledgement.
 */
final class Writer implements Runnable {
  /** Pause between two writes: steady, and slow enough to leave the machine to the servers. */
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(1);

  private final int number;
  private final InetSocketAddress proxy;
  private final BitSet acknowledged = new BitSet();
  private final Thread thread;
  private volatile boolean running = true;
  private int next;
  private long lastAckNanos = System.nanoTime();
  private long longestGapNanos;
  private int errors;

  Writer(int number, InetSocketAddress proxy) {
    this.number = number;
    this.proxy = proxy;
    this.thread = Thread.ofPlatform().daemon().name("writer-" + number).unstarted(this);
  }

  void start() {
    thread.start();
  }

  /** Ends it; at most a write that is under way is waited for. */
  void stop() throws InterruptedException {
    running = false;
    thread.join(Duration.ofSeconds(20));
  }

  @Override
  public void run() {
    Connection connection = null;
    while (running) {
      try {
        if (connection == null) {
          connection = Client.connect(proxy);
        }
        String reply = set(connection, next);
        took(next, reply.equals("OK"));
      } catch (JedisException failure) {
        failed();
        connection = dropped(connection);
      }
      // A write whose outcome is unknown is not repeated: its key is simply not counted.
      next++;
      LockSupport.parkNanos(BETWEEN_WRITES.toNanos());
    }
    dropped(connection);
  }

  private String set(Connection connection, int write) {
    connection.sendCommand(Protocol.Command.SET, key(number, write), Integer.toString(write));
    return connection.getStatusCodeReply();
  }

  private static @Nullable Connection dropped(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.disconnect();
      } catch (JedisException gone) {
        // It was dropped because it is broken.
      }
    }
    return null;
  }

  private synchronized void took(int write, boolean ok) {
    if (!ok) {
      errors++;
      return;
    }
    long now = System.nanoTime();
    acknowledged.set(write);
    longestGapNanos = Math.max(longestGapNanos, now - lastAckNanos);
    lastAckNanos = now;
  }

  private synchronized void failed() {
    errors++;
  }

  /** Forgets gaps and errors so far; a gap that has begun counts from its last acknowledgement. */
  synchronized void beginPhase() {
    longestGapNanos = 0;
    errors = 0;
  }

  /** {@return the longest time between two acknowledgements in this phase} */
  synchronized Duration longestGap() {
    return Duration.ofNanos(longestGapNanos);
  }

  /** {@return whether a write was acknowledged after this moment of {@link System#nanoTime}} */
  synchronized boolean wroteAfter(long nanos) {
    return lastAckNanos - nanos > 0;
  }

  /** {@return failures that this client has seen in this phase} */
  synchronized int errors() {
    return errors;
  }

  /** {@return the writes that were acknowledged so far} */
  synchronized BitSet acknowledged() {
    return (BitSet) acknowledged.clone();
  }

  /** {@return which writer it is} */
  int number() {
    return number;
  }

  /** {@return the key of one write; unlike that of every other} */
  static String key(int writer, int write) {
    return "quickstart:" + writer + ":" + write;
  }

  /** {@return the key as it goes over the wire} */
  static byte[] keyBytes(int writer, int write) {
    return key(writer, write).getBytes(StandardCharsets.UTF_8);
  }
}
