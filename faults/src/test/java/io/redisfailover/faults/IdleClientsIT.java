package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Clients that wait without a word: subscribers, and readers of an empty list. */
@Timeout(300)
class IdleClientsIT {
  /** Longer than the time-outs of the usual HAProxy configuration, 15 s. */
  private static final Duration IDLE = Duration.ofSeconds(20);

  private static final int FOREVER = 0;

  @TempDir Path folder;
  private final CompletableFuture<String> message = new CompletableFuture<>();
  private final CompletableFuture<List<String>> entry = new CompletableFuture<>();
  private CountDownLatch subscribed;

  @BeforeEach
  void begin() {
    subscribed = new CountDownLatch(1);
  }

  @Test
  void aSubscriberAndABlockedReaderThatWaitLongGetWhatTheyWaitFor() throws Exception {
    try (Installation installation = Installation.in(folder).proxies(1).start()) {
      waitAt(installation);
      TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
      try (Jedis sender = client(installation)) {
        assertThat(sender.publish("news", "hello")).isEqualTo(1);
        sender.rpush("queue", "work");
      }
      assertThat(message.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
      assertThat(entry.get(10, TimeUnit.SECONDS)).containsExactly("queue", "work");
    }
  }

  @Test
  void aSwitchClosesThemSoThatTheyDoNotWaitAtAServerThatNobodyWritesTo() throws Exception {
    try (Installation installation = Installation.in(folder).proxies(1).start()) {
      waitAt(installation);
      installation.awaitSafeOn(Server.MASTER);
      assertThat(installation.leader().switchover(Server.BACKUP).status()).isEqualTo(200);
      for (CompletableFuture<?> waiting : List.of(message, entry)) {
        Assertions.assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(JedisConnectionException.class);
      }
    }
  }

  private void waitAt(Installation installation) throws InterruptedException {
    installation.awaitRoutedTo(Server.MASTER);
    inBackground(message, () -> subscribe(installation));
    inBackground(
        entry,
        () -> {
          try (Jedis client = client(installation)) {
            entry.complete(client.blpop(FOREVER, "queue"));
          }
        });
    assertThat(subscribed.await(10, TimeUnit.SECONDS)).isTrue();
    installation.awaitThat(
        "the reader to be blocked",
        () ->
            installation
                .server(Server.MASTER)
                .call("INFO", "clients")
                .contains("blocked_clients:1"));
  }

  private void subscribe(Installation installation) {
    try (Jedis client = client(installation)) {
      client.subscribe(
          new JedisPubSub() {
            @Override
            public void onSubscribe(String channel, int channels) {
              subscribed.countDown();
            }

            @Override
            public void onMessage(String channel, String text) {
              message.complete(text);
              unsubscribe();
            }
          },
          "news");
    }
  }

  private static Jedis client(Installation installation) {
    InetSocketAddress address = installation.leader().clients();
    return new Jedis(address.getHostString(), address.getPort(), FOREVER);
  }

  private static void inBackground(CompletableFuture<?> result, Runnable work) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            work.run();
          } catch (RuntimeException failure) {
            result.completeExceptionally(failure);
          }
        });
  }
}
