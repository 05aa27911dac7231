package io.redisfailover.standalone;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A client that writes one new key after the other, connects again when it has to, and remembers.
 */
final class KeyWriter implements AutoCloseable {
  private final int port;
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "writer");
  private volatile boolean stopped;

  KeyWriter(int port) {
    this.port = port;
    thread.start();
  }

  private void run() {
    int next = 0;
    while (!stopped) {
      try (Connection connection =
          new Connection(
              new HostAndPort("127.0.0.1", port),
              DefaultJedisClientConfig.builder().timeoutMillis(20_000).build())) {
        while (!stopped) {
          String key = "key-" + next++;
          connection.sendCommand(Protocol.Command.SET, key, "1");
          Object unused = connection.getOne();
          acknowledged.add(key);
        }
      } catch (JedisException reset) {
        // It connects again; the key of which nothing was heard does not count.
      }
    }
  }

  /** Waits until more is acknowledged than was when this was called. */
  void awaitMore() {
    int now = acknowledged.size();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > now);
  }

  /** Ends it. {@return every key that was acknowledged} */
  List<String> stop() {
    close();
    return List.copyOf(acknowledged);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
