package io.redisfailover.bench.rival;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.redis.RedisCall;
import io.redisfailover.testbed.redis.RedisServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/** A running contender. Used by one thread. */
public interface Stage extends AutoCloseable {
  /** Password of the default user of every server, as in the scheme that is compared. */
  String PASSWORD = "password";

  /** How long to wait for the answer to who serves. */
  Duration PATIENCE = Duration.ofSeconds(2);

  /** {@return where clients connect} */
  InetSocketAddress clients();

  /** {@return a server} */
  RedisServer server(Node node);

  /**
   * Moves the traffic as the manual of the contender says, while both servers are well.
   *
   * @throws IllegalStateException when the contender refuses
   */
  void moveTo(Node node);

  /** {@return which server a new client reaches; empty while none is reached within 2 s} */
  default Optional<Node> serving() {
    try (Connection connection =
        RedisCall.connect(clients().getPort(), Optional.of(PASSWORD), PATIENCE)) {
      String port = RedisCall.call(connection, "CONFIG", "GET", "port");
      return Arrays.stream(Node.values())
          .filter(node -> port.equals("port\n" + server(node).port()))
          .findFirst();
    } catch (JedisException nobody) {
      return Optional.empty();
    }
  }

  /** Ends every process of it. */
  @Override
  void close();
}
