package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.controller.record.RecordStore;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ReplicationAddresses;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.testsupport.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever the parts around a controller throw, it goes on watching and deciding. */
@Timeout(60)
class ControllerDefectsTest {
  static final List<Throwable> DEFECTS =
      List.of(
          new IllegalStateException("a test"),
          new OutOfMemoryError("a test"),
          new StackOverflowError("a test"));

  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  @ParameterizedTest
  @FieldSource("DEFECTS")
  void goesOnDecidingAfterAnyDefectAroundIt(Throwable defect) throws Exception {
    try (ScriptedServer garbled = ScriptedServer.answering("no reply of a Redis server\r\n");
        Controller controller = controller(garbled, defect)) {
      controller.start();

      Awaitility.await()
          .untilAsserted(() -> {
            assertThat(controller.status().hasProbed()).isTrue();
            assertThat(controller.status().servers().get(Server.MASTER))
                .isEqualTo("does not answer like a Redis server");
            assertThat(controller.status().proxies()).isNotEmpty();
          });
      assertThat(logins.get()).isGreaterThan(2);
      assertThat(changes.get()).isGreaterThan(1);
      assertThat(controller.dead()).isEmpty();
      assertThat(controller.status().problems()).isEmpty();
    }
  }

  private Controller controller(ScriptedServer server, Throwable defect) {
    Endpoints endpoints =
        new Endpoints(new Endpoint("127.0.0.1", server.port()), new Endpoint("127.0.0.1", 1));
    return new Controller(
        new ControllerSetup(
            new ControllerSettings(
                FailoverSettings.DEFAULT, endpoints, Server.MASTER, false, Duration.ZERO),
            ReplicationAddresses.NONE,
            Set.of(),
            PairSecrets.of(
                () -> {
                  failAtFirst(logins, defect);
                  return Optional.empty();
                },
                () -> MarkerKeys.NONE),
            TimeLimits.DEFAULT,
            new Nowhere(),
            new Fleet(defect),
            () -> failAtFirst(changes, defect)));
  }

  private static void failAtFirst(AtomicInteger calls, Throwable defect) {
    if (calls.incrementAndGet() > 2) {
      return;
    }
    if (defect instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) defect;
  }

  /** Keeps nothing. */
  private static final class Nowhere implements RecordStore {
    @Override
    public Loaded load() {
      return Loaded.NOTHING;
    }

    @Override
    public void save(Epoch epoch) {}
  }

  /** One proxy, whose first calls fail. */
  private final class Fleet extends IdleFleet {
    private final Throwable defect;

    Fleet(Throwable defect) {
      this.defect = defect;
    }

    @Override
    public Map<String, ProxyReply> status() {
      failAtFirst(asked, defect);
      return Map.of("a proxy", new ProxyReply.Unknown("a test"));
    }
  }
}
