import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

final class Lettuce {
  public static void main(String[] arguments) throws Exception {
    Loop.version(RedisClient.class);
    RedisURI place =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(Loop.PORT)
            .withPassword(Loop.PASSWORD.toCharArray())
            .build();
    RedisClient client = RedisClient.create(place);
    if (Loop.BOUNDED) {
      client.setOptions(bounded());
    }
    var connection = client.connect();
    var commands = connection.sync();
    if (!Loop.WORKS_ONCE) {
      Loop.run(() -> commands.incr("loop"));
    }
    commands.setex("key", 60, "value");
    Loop.check(commands.get("key").equals("value"));
    commands.multi();
    commands.incr("count");
    Loop.check(commands.exec().size() == 1);
    String script = "return redis.call('GET', KEYS[1])";
    Loop.check(commands.eval(script, ScriptOutputType.VALUE, "key").equals("value"));
    CountDownLatch heard = new CountDownLatch(1);
    try (var subscriber = client.connectPubSub()) {
      subscriber.addListener(
          new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
              heard.countDown();
            }
          });
      subscriber.sync().subscribe("channel");
      commands.publish("channel", "message");
      Loop.check(heard.await(10, TimeUnit.SECONDS));
    }
    Loop.check(commands.scan().getKeys().contains("key"));
    commands.flushdb();
    connection.close();
    client.shutdown();
  }

  private static ClientOptions bounded() {
    return ClientOptions.builder()
        .timeoutOptions(TimeoutOptions.enabled(Duration.ofSeconds(2)))
        .socketOptions(sockets())
        .build();
  }

  /** A connection that takes nothing for 3 s is closed: a timeout of a command alone leaves it open. */
  static SocketOptions sockets() {
    return SocketOptions.builder()
        .connectTimeout(Duration.ofSeconds(2))
        .tcpUserTimeout(
            SocketOptions.TcpUserTimeoutOptions.builder()
                .enable()
                .tcpUserTimeout(Duration.ofSeconds(3))
                .build())
        .build();
  }
}
