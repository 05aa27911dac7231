package io.redisfailover.operator.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.RequestOutcome;
import io.redisfailover.failover.policy.ControllerSettings;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real controllers, of servers that are not there. */
class PairsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ControllerSettings SETTINGS = settings(1L << 20);
  private static final PairPlan PLAN =
      new PairPlan(SETTINGS, Set.of(), Optional.empty(), "password-1", "token-1", List.of());

  private final Queue<String> changed = new ConcurrentLinkedQueue<>();
  private final Pairs<String> pairs = new Pairs<>(changed::add);

  @AfterEach
  void stop() {
    pairs.close();
  }

  @Test
  void goesOnWithTheSameControllerUnderTheSamePlan() {
    Controller first = pairs.keep("cache", PLAN);
    assertThat(pairs.keep("cache", PLAN)).isSameAs(first);
  }

  @Test
  void goesOnUnderNewSecretsProxiesAndRecords() {
    Controller first = pairs.keep("cache", PLAN);
    PairPlan newer =
        new PairPlan(
            SETTINGS,
            Set.of(),
            Optional.of(new Line(7, Node.MASTER, "a".repeat(40))),
            "password-2",
            "token-2",
            List.of(closed()));
    assertThat(pairs.keep("cache", newer)).isSameAs(first);
  }

  @Test
  void startsAnewUnderOtherSettings() {
    Controller first = pairs.keep("cache", PLAN);
    PairPlan other =
        new PairPlan(
            settings(2L << 20), Set.of(), Optional.empty(), "password-1", "token-1", List.of());
    assertThat(pairs.keep("cache", other)).isNotSameAs(first);
  }

  @Test
  void startsAnewWhenAReplicaMayTakeWrites() {
    Controller first = pairs.keep("cache", PLAN);
    PairPlan other =
        new PairPlan(
            SETTINGS, Set.of(Node.BACKUP), Optional.empty(), "password-1", "token-1", List.of());
    assertThat(pairs.keep("cache", other)).isNotSameAs(first);
  }

  @Test
  void startsAnewAtOtherAddresses() {
    Controller first = pairs.keep("cache", PLAN);
    PairPlan moved =
        new PairPlan(
            new ControllerSettings(
                SETTINGS.failover(),
                new Endpoints(
                    /* master= */ SETTINGS.endpoints().backup(),
                    /* backup= */ SETTINGS.endpoints().master()),
                Node.MASTER,
                false,
                Duration.ZERO),
            Set.of(),
            Optional.empty(),
            "password-1",
            "token-1",
            List.of());
    assertThat(pairs.keep("cache", moved)).isNotSameAs(first);
  }

  @Test
  void hasAControllerForEachResource() {
    assertThat(pairs.keep("cache", PLAN)).isNotSameAs(pairs.keep("queue", PLAN));
  }

  @Test
  void knowsAStatusWhileAControllerRunsOnly() {
    assertThat(pairs.status("cache")).isEmpty();
    pairs.keep("cache", PLAN);
    assertThat(pairs.status("cache")).isPresent();
    pairs.stop("cache");
    pairs.stop("cache");
    assertThat(pairs.status("cache")).isEmpty();
  }

  @Test
  void stopsAllOfThem() {
    pairs.keep("cache", PLAN);
    pairs.keep("queue", PLAN);
    pairs.close();
    assertThat(pairs.status("cache")).isEmpty();
    assertThat(pairs.status("queue")).isEmpty();
  }

  @Test
  void tellsOfWhatTheControllerSees() {
    pairs.keep("cache", PLAN);
    await().atMost(LIMIT).until(() -> changed.contains("cache"));
    await()
        .atMost(LIMIT)
        .until(() ->
            pairs
                .status("cache")
                .map(ControllerStatus::nodes)
                .filter(nodes -> "connection refused".equals(nodes.get(Node.MASTER)))
                .isPresent());
  }

  @Test
  void asksNobodyWhileNoControllerRuns() {
    assertThat(pairs.ask("cache", new Wish.Switch(Node.BACKUP))).isEmpty();
  }

  @Test
  void asksOnceAndThenSaysHowItEnded() {
    pairs.keep("cache", PLAN);
    Wish wish = new Wish.Promote(Node.BACKUP);
    RequestOutcome outcome = ended(wish);
    assertThat(outcome).isInstanceOf(RequestOutcome.NotDone.class);
    assertThat(outcome.sentence()).isNotBlank();
    // The end was told, so the same wish is a new one from here on.
    assertThat(pairs.ask("cache", wish)).isEmpty();
  }

  @Test
  void doesNotGiveTheEndOfOneWishForThatOfAnother() {
    pairs.keep("cache", PLAN);
    assertThat(pairs.ask("cache", new Wish.Promote(Node.BACKUP))).isEmpty();
    RequestOutcome outcome = ended(new Wish.Promote(Node.MASTER));
    assertThat(outcome).isInstanceOf(RequestOutcome.NotDone.class);
  }

  @Test
  void showsNoSecret() {
    assertThat(PLAN.toString()).doesNotContain("password-1", "token-1");
  }

  @Test
  void doesNotFollowAListThatChangesBehindItsBack() {
    List<Endpoint> proxies = new ArrayList<>(List.of(closed()));
    PairPlan plan =
        new PairPlan(SETTINGS, Set.of(), Optional.empty(), "password-1", "token-1", proxies);
    proxies.clear();
    assertThat(plan.proxies()).hasSize(1);
  }

  private RequestOutcome ended(Wish wish) {
    return await()
        .atMost(LIMIT)
        .until(() -> pairs.ask("cache", wish), Optional::isPresent)
        .orElseThrow();
  }

  private static ControllerSettings settings(long maxLagBytes) {
    return new ControllerSettings(
        new FailoverSettings(maxLagBytes, Duration.ofMillis(1500)),
        Ports.BOTH,
        Node.MASTER,
        false,
        Duration.ZERO);
  }

  private static Endpoint closed() {
    return Ports.closed();
  }

  /** Addresses of loopback at which nobody listens. */
  private static final class Ports {
    static final Endpoints BOTH = new Endpoints(closed(), closed());

    static Endpoint closed() {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return new Endpoint("127.0.0.1", socket.getLocalPort());
      } catch (IOException none) {
        throw new AssertionError(none);
      }
    }
  }
}
