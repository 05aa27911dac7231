package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EpochPublisherTest {
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.1", 2));

  private final Supervised part =
      new Supervisor((sentence, defect) -> {})
          .add("a publisher", Weight.MINOR, Duration.ofSeconds(1));

  @Test
  void goesOnAskingTheProxiesAfterAnyDefect() {
    List<ControllerEvent> events = new CopyOnWriteArrayList<>();
    Defective fleet = new Defective();
    try (EpochPublisher publisher =
        new EpochPublisher(
            fleet, () -> ENDPOINTS, new MonotonicClock()::instant, events::add, part)) {
      publisher.start();

      Awaitility.await().until(() -> !events.isEmpty());
    }
    assertThat(fleet.asked.get()).isGreaterThan(4);
  }

  /** Fails in every way before it answers. */
  private static final class Defective extends IdleFleet {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Map<String, ProxyReply> status() {
      return switch (asked.incrementAndGet()) {
        case 1 -> throw new IllegalStateException("a defect before the start");
        case 2 -> throw new IllegalStateException("a defect");
        case 3 -> throw new StackOverflowError("a defect");
        case 4 -> throw new OutOfMemoryError("a defect");
        default -> Map.of();
      };
    }
  }
}
