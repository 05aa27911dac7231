package io.redisfailover.realredis.client;

import java.util.function.Supplier;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/** One Jedis connection. */
final class JedisKeyClient implements KeyClient {
  private final Connection connection;

  private JedisKeyClient(Connection connection) {
    this.connection = connection;
  }

  static JedisKeyClient connect(ClientTarget target, ClientPacing pacing) throws ClientException {
    int patience = Math.toIntExact(pacing.patience().toMillis());
    // The constructor connects and logs in, so it fails as a command does.
    return failing(() ->
        new JedisKeyClient(
            new Connection(
                new HostAndPort(target.host(), target.port()),
                DefaultJedisClientConfig.builder()
                    .protocol(RedisProtocol.RESP2)
                    .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                    .password(target.password().orElse(null))
                    .connectionTimeoutMillis(patience)
                    .socketTimeoutMillis(patience)
                    .build())));
  }

  @Override
  public void set(String key, String value) throws ClientException {
    Object unused =
        failing(() -> {
          connection.sendCommand(Command.SET, key, value);
          return connection.getStatusCodeReply();
        });
  }

  @Override
  public long increment(String key) throws ClientException {
    return failing(() -> {
      connection.sendCommand(Command.INCR, key);
      return connection.getIntegerReply();
    });
  }

  @Override
  public void append(String list, String value) throws ClientException {
    Object unused =
        failing(() -> {
          connection.sendCommand(Command.RPUSH, list, value);
          return connection.getIntegerReply();
        });
  }

  private static <T> T failing(Supplier<T> command) throws ClientException {
    try {
      return command.get();
    } catch (JedisException failure) {
      throw new ClientException(failure);
    }
  }

  @Override
  public void close() {
    try {
      connection.disconnect();
    } catch (JedisException gone) {
      // It is dropped because it is broken, or at the end of a test.
    }
  }
}
