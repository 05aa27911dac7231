package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.KnownPeers;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EpochPublisherTest {
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.1", 2));

  private static final Epoch EPOCH = new Epoch(3, Server.MASTER, "abc");

  private final Supervised part =
      new Supervisor((sentence, defect) -> {})
          .add("a publisher", Weight.MINOR, Duration.ofSeconds(1));

  @Test
  void goesOnAskingTheProxiesAfterAnyDefect() {
    List<ControllerEvent> events = new CopyOnWriteArrayList<>();
    Defective fleet = new Defective();
    try (EpochPublisher publisher = publisher(fleet, events::add)) {
      publisher.start();

      Awaitility.await().until(() -> !events.isEmpty());
    }
    assertThat(fleet.asked.get()).isGreaterThan(4);
  }

  /** Such numbers come from a controller before this one, whose clock was ahead. */
  @Test
  void isHeardByProxiesThatHaveTakenHigherNumbers() {
    TakesWhatIsNewer fleet = new TakesWhatIsNewer();
    try (EpochPublisher publisher = publisher(fleet, event -> {})) {
      publisher.tell(EPOCH);
      publisher.start();

      Awaitility.await().until(() -> fleet.epoch.get() != null);
      Awaitility.await().until(fleet.introduced::get);
    }
    assertThat(fleet.epoch.get()).isEqualTo(EPOCH);
  }

  /** This one stood still meanwhile, and what it knows is old. */
  @Test
  void isNotHeardOnceASuccessorWasHeard() {
    TakesWhatIsNewer fleet = new TakesWhatIsNewer();
    try (EpochPublisher publisher = publisher(fleet, event -> {})) {
      publisher.tell(EPOCH);
      publisher.start();
      Awaitility.await().until(() -> fleet.epoch.get() != null);

      fleet.takesFrom(new Epoch(6, Server.BACKUP, "def"));
      int asked = fleet.asked.get();
      Awaitility.await().until(() -> fleet.asked.get() > asked + 2);
    }
    assertThat(fleet.epoch.get().number()).isEqualTo(6);
  }

  private EpochPublisher publisher(ProxyFleet fleet, Consumer<ControllerEvent> events) {
    return new EpochPublisher(fleet, () -> ENDPOINTS, new MonotonicClock()::instant, events, part);
  }

  /** A proxy that has heard of a distant future. */
  private static final class TakesWhatIsNewer extends IdleFleet {
    private static final long AHEAD = System.currentTimeMillis() + 3_600_000;
    private final AtomicReference<Epoch> epoch = new AtomicReference<>();
    private final AtomicBoolean introduced = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile long taken = AHEAD;

    void takesFrom(Epoch successors) {
      taken = AHEAD + 1_000;
      epoch.set(successors);
    }

    @Override
    public Map<String, ProxyReply> status() {
      asked.incrementAndGet();
      return Map.of("proxy-1", new ProxyReply.Accepted(Optional.of(report())));
    }

    private ProxyReport report() {
      return new ProxyReport(
          "proxy-1",
          Optional.empty(),
          Optional.empty(),
          true,
          "it is a test",
          taken,
          Optional.empty(),
          0,
          0,
          Optional.empty(),
          Optional.of(new KnownPeers(introduced.get() ? 0 : 3, AHEAD + 10)));
    }

    @Override
    public Map<String, ProxyReply> push(EpochPush push) {
      if (push.sequence() < taken) {
        return Map.of("proxy-1", new ProxyReply.Rejected("it is older"));
      }
      taken = push.sequence();
      epoch.set(push.epoch());
      return status();
    }

    @Override
    public Map<String, ProxyReply> introduce(long sequence) {
      introduced.compareAndSet(false, sequence > AHEAD + 10);
      return status();
    }
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
