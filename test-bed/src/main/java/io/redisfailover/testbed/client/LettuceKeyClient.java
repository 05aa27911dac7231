package io.redisfailover.testbed.client;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.util.function.Supplier;

/** One Lettuce connection, which watches over itself. */
final class LettuceKeyClient implements KeyClient {
  /** Threads are shared, as an application does that has more than one client. */
  private static final ClientResources RESOURCES =
      DefaultClientResources.builder()
          .ioThreadPoolSize(2)
          .computationThreadPoolSize(2)
          .reconnectDelay(Delay.constant(java.time.Duration.ofMillis(5)))
          .build();

  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  private LettuceKeyClient(RedisClient client, StatefulRedisConnection<String, String> connection) {
    this.client = client;
    this.connection = connection;
  }

  static LettuceKeyClient connect(Target target, ClientManner manner) throws ClientException {
    RedisURI address =
        RedisURI.builder()
            .withHost(target.host())
            .withPort(target.port())
            .withTimeout(manner.patience())
            .build();
    target
        .password()
        .ifPresent(word ->
            address.setCredentialsProvider(
                new StaticCredentialsProvider(null, word.toCharArray())));
    RedisClient client = RedisClient.create(RESOURCES, address);
    client.setOptions(
        ClientOptions.builder()
            .socketOptions(SocketOptions.builder().connectTimeout(manner.patience()).build())
            .build());
    try {
      return new LettuceKeyClient(client, client.connect());
    } catch (RedisException failure) {
      var unused = client.shutdownAsync();
      throw new ClientException(failure);
    }
  }

  @Override
  public void set(String key, String value) throws ClientException {
    Object unused = failing(() -> connection.sync().set(key, value));
  }

  @Override
  public long increment(String key) throws ClientException {
    return failing(() -> connection.sync().incr(key));
  }

  @Override
  public void append(String list, String value) throws ClientException {
    Object unused = failing(() -> connection.sync().rpush(list, value));
  }

  private static <T> T failing(Supplier<T> command) throws ClientException {
    try {
      return command.get();
    } catch (RedisException failure) {
      throw new ClientException(failure);
    }
  }

  @Override
  public void close() {
    var unused = connection.closeAsync().thenCompose(closed -> client.shutdownAsync());
  }
}
