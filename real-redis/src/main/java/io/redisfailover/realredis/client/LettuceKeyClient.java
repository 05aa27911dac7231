package io.redisfailover.realredis.client;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.function.Supplier;

/** One Lettuce connection, which reconnects by itself. */
final class LettuceKeyClient implements KeyClient {
  /** Pause before Lettuce reconnects; its default grows to 30 s. */
  private static final Duration RECONNECT_DELAY = Duration.ofMillis(5);

  /** One for all connections and never shut down, as in an application. */
  private static final RedisClient CLIENT = client();

  private final StatefulRedisConnection<String, String> connection;

  private LettuceKeyClient(StatefulRedisConnection<String, String> connection) {
    this.connection = connection;
  }

  /**
   * A timeout of a command leaves the connection open. Without the other one a connection to a
   * machine that is gone would last as long as the kernel sends again, a quarter of an hour ({@code
   * docs/clients.md}); it needs Netty's epoll.
   */
  private static RedisClient client() {
    RedisClient client =
        RedisClient.create(
            DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(Delay.constant(RECONNECT_DELAY))
                .build());
    client.setOptions(
        ClientOptions.builder()
            .socketOptions(
                SocketOptions.builder()
                    .tcpUserTimeout(
                        SocketOptions.TcpUserTimeoutOptions.builder()
                            .enable()
                            .tcpUserTimeout(ClientPacing.IMMEDIATE.patience())
                            .build())
                    .build())
            .build());
    return client;
  }

  static LettuceKeyClient connect(ClientTarget target, ClientPacing pacing) throws ClientException {
    RedisURI address =
        RedisURI.builder()
            .withHost(target.host())
            .withPort(target.port())
            .withTimeout(pacing.patience())
            .build();
    target
        .password()
        .ifPresent(word ->
            address.setCredentialsProvider(
                RedisCredentialsProvider.from(() -> RedisCredentials.just(null, word))));
    return failing(() -> new LettuceKeyClient(CLIENT.connect(StringCodec.UTF8, address)));
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
    var unused = connection.closeAsync();
  }
}
