package io.redisfailover.standalone.quickstart;

import java.net.InetSocketAddress;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;

/** How the quickstart's clients connect. */
final class Client {
  /** Longer than any outage that is looked for, so that a held write is waited for. */
  private static final int LIMIT_MILLIS = 15_000;

  private Client() {}

  /**
   * Connects, and says nothing of its own before the first command.
   *
   * @throws redis.clients.jedis.exceptions.JedisException when nobody listens
   */
  static Connection connect(InetSocketAddress proxy) {
    Connection connection =
        new Connection(
            new HostAndPort("127.0.0.1", proxy.getPort()),
            DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP2)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis(LIMIT_MILLIS)
                .socketTimeoutMillis(LIMIT_MILLIS)
                .build());
    connection.connect();
    return connection;
  }
}
