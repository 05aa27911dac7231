import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;

final class Jedis {
  public static void main(String[] arguments) throws Exception {
    Loop.version(RedisClient.class);
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder().password(Loop.PASSWORD);
    if (Loop.BOUNDED) {
      config.connectionTimeoutMillis(1000).socketTimeoutMillis(1000);
    }
    RedisClient jedis =
        RedisClient.builder()
            .hostAndPort(new HostAndPort("127.0.0.1", Loop.PORT))
            .clientConfig(config.build())
            .build();
    if (Loop.WORKS_ONCE) {
      work(jedis);
      System.exit(0);
    }
    Loop.run(() -> jedis.incr("loop"));
  }

  private static void work(RedisClient jedis) throws Exception {
    jedis.setex("key", 60, "value");
    Loop.check(jedis.get("key").equals("value"));
    try (var transaction = jedis.multi()) {
      transaction.incr("count");
      transaction.incr("count");
      Loop.check(transaction.exec().size() == 2);
    }
    Loop.check(jedis.eval("return redis.call('GET', KEYS[1])", 1, "key").equals("value"));
    CountDownLatch subscribed = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    JedisPubSub subscriber =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int channels) {
            subscribed.countDown();
          }

          @Override
          public void onMessage(String channel, String message) {
            heard.countDown();
            unsubscribe();
          }
        };
    Thread.ofVirtual().start(() -> jedis.subscribe(subscriber, "channel"));
    subscribed.await(10, TimeUnit.SECONDS);
    jedis.publish("channel", "message");
    Loop.check(heard.await(10, TimeUnit.SECONDS));
    Loop.check(jedis.scan("0").getResult().contains("key"));
    jedis.flushDB();
    Thread.sleep(Duration.ofMillis(200));
    jedis.close();
  }
}
