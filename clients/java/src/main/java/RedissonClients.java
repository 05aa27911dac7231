import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

final class RedissonClients {
  public static void main(String[] arguments) throws Exception {
    Loop.version(Redisson.class);
    Config config = new Config();
    config.setPassword(Loop.PASSWORD);
    var server = config.useSingleServer().setAddress("redis://127.0.0.1:" + Loop.PORT);
    if (Loop.BOUNDED) {
      server.setTimeout(1000).setConnectTimeout(1000).setPingConnectionInterval(1000);
    }
    RedissonClient redisson = Redisson.create(config);
    if (!Loop.WORKS_ONCE) {
      Loop.run(() -> redisson.getAtomicLong("loop").incrementAndGet());
    }
    redisson.getBucket("key").set("value");
    Loop.check(redisson.getBucket("key").get().equals("value"));
    var lock = redisson.getLock("lock");
    lock.lock();
    lock.unlock();
    redisson.getMap("map").put("one", 1);
    Loop.check(redisson.getMapCache("cache").fastPut("one", 1, 60, TimeUnit.SECONDS));
    CountDownLatch heard = new CountDownLatch(1);
    redisson.getTopic("channel").addListener(String.class, (channel, message) -> heard.countDown());
    redisson.getTopic("channel").publish("message");
    Loop.check(heard.await(10, TimeUnit.SECONDS));
    redisson.getQueue("queue").add("one");
    Loop.check(redisson.getRateLimiter("rate") != null);
    Loop.check(redisson.getKeys().count() > 0);
    redisson.getKeys().flushdb();
    redisson.shutdown();
  }
}
