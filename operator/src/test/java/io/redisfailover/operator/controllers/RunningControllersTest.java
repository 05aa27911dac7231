package io.redisfailover.operator.controllers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.failover.policy.controller.ServerFacts.Presence;
import io.redisfailover.operator.controllers.RunningControllers.Kept;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real controllers, of servers that are not there. */
class RunningControllersTest {
  private static final MarkerKeys KEYS = MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST));
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ControllerSettings SETTINGS = settings(1L << 20);
  private static final ControllerInputs INPUTS = inputs(SETTINGS, Set.of());
  private static final ControllerInputs OTHER = inputs(settings(2L << 20), Set.of());

  private final Queue<String> changed = new ConcurrentLinkedQueue<>();
  private final RunningControllers<String> controllers =
      new RunningControllers<>(changed::add, key -> key);

  @AfterEach
  void stop() {
    controllers.close();
  }

  @Test
  void startsOneControllerForEachResourceAndGoesOnWithIt() {
    assertThat(controllers.keep("cache", INPUTS)).isEqualTo(Kept.STARTED);
    assertThat(controllers.keep("queue", INPUTS)).isEqualTo(Kept.STARTED);
    assertThat(controllers.keep("cache", INPUTS)).isEqualTo(Kept.FOLLOWS);
  }

  @Test
  void followsNewSecretsProxiesAndRecords() {
    controllers.keep("cache", INPUTS);
    ControllerInputs newer =
        new ControllerInputs(
            SETTINGS,
            Set.of(),
            Optional.of(new Epoch(7, Server.MASTER, "a".repeat(40))),
            "password-2",
            "token-2",
            MarkerKeys.parse("n".repeat(MarkerKeys.SHORTEST)),
            List.of(closed()),
            Map.of(Server.MASTER, Presence.TERMINATING));
    assertThat(controllers.keep("cache", newer)).isEqualTo(Kept.FOLLOWS);
  }

  @Test
  void followsAServerThatMovedWithAllThatItKnows() {
    controllers.keep("cache", INPUTS);
    controllers.ask("cache", new ControllerRequest.Switchover(Server.BACKUP), Optional.empty());
    Endpoints elsewhere = new Endpoints(closed(), SETTINGS.endpoints().backup());

    assertThat(controllers.keep("cache", inputs(SETTINGS.movedTo(elsewhere), Set.of())))
        .isEqualTo(Kept.FOLLOWS);

    ControllerView view = controllers.view("cache").orElseThrow();
    assertThat(view.endpoints()).isEqualTo(elsewhere);
    assertThat(view.ending()).isFalse();
    assertThat(view.request()).isPresent();
  }

  @Test
  void startsAnotherControllerUnderOtherSettingsOnceTheFirstHasEnded() {
    controllers.keep("cache", INPUTS);
    assertThat(controllers.keep("cache", OTHER)).isEqualTo(Kept.WAITS);
    await().atMost(LIMIT).until(() -> controllers.keep("cache", OTHER) == Kept.STARTED);
    assertThat(controllers.keep("cache", OTHER)).isEqualTo(Kept.FOLLOWS);
  }

  @Test
  void startsAnotherControllerWhereAReplicaMayTakeWrites() {
    controllers.keep("cache", INPUTS);
    assertThat(controllers.keep("cache", inputs(SETTINGS, Set.of(Server.BACKUP))))
        .isEqualTo(Kept.WAITS);
  }

  /** Two controllers would command the same servers. */
  @Test
  void waitsForNoControllerThatEndsAndStartsNoneBesideIt() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    RunningControllers<String> slow =
        new RunningControllers<>(
            key -> {
              told.countDown();
              uninterruptibly(release);
            },
            key -> key);
    slow.keep("cache", INPUTS);
    // Its deciding thread stands in the listener, so it cannot end.
    assertThat(told.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(slow.keep("cache", OTHER)).isEqualTo(Kept.WAITS);
    assertThat(slow.view("cache")).hasValueSatisfying(view -> assertThat(view.ending()).isTrue());
    assertThat(slow.keep("cache", OTHER)).isEqualTo(Kept.WAITS);

    release.countDown();
    await().atMost(LIMIT).until(() -> slow.keep("cache", OTHER) == Kept.STARTED);
    slow.close();
  }

  @Test
  void tellsOfTheEndOfAController() {
    controllers.keep("cache", INPUTS);
    controllers.stop("cache");
    controllers.stop("cache");
    await().atMost(LIMIT).until(() -> controllers.view("cache").isEmpty());
    changed.clear();
    controllers.stop("cache");
    controllers.keep("cache", INPUTS);
    controllers.stop("cache");
    await().atMost(LIMIT).until(() -> changed.contains("cache"));
  }

  @Test
  void hasAViewWhileAControllerRunsOnly() {
    assertThat(controllers.view("cache")).isEmpty();
    controllers.keep("cache", INPUTS);
    assertThat(controllers.view("cache")).isPresent();
  }

  @Test
  void endsAllOfThemBeforeItsCloseReturns() {
    controllers.keep("cache", INPUTS);
    controllers.keep("queue", INPUTS);
    controllers.close();
    assertThat(controllers.view("cache")).isEmpty();
    assertThat(controllers.view("queue")).isEmpty();
  }

  @Test
  void tellsOfWhatTheControllerSees() {
    controllers.keep("cache", INPUTS);
    await().atMost(LIMIT).until(() -> changed.contains("cache"));
    await()
        .atMost(LIMIT)
        .until(() ->
            controllers
                .view("cache")
                .map(view -> view.status().servers())
                .filter(servers -> "connection refused".equals(servers.get(Server.MASTER)))
                .isPresent());
  }

  @Test
  void asksNoControllerWhileNoneRuns() {
    controllers.ask("cache", new ControllerRequest.Switchover(Server.BACKUP), Optional.empty());
    assertThat(controllers.view("cache")).isEmpty();
  }

  @Test
  void showsTheOutcomeOfARequestUntilItIsForgotten() {
    controllers.keep("cache", INPUTS);
    ControllerRequest request = new ControllerRequest.KeepDataOf(Server.BACKUP);
    controllers.ask("cache", request, Optional.empty());

    RequestOutcome outcome = outcome(request);
    assertThat(outcome).isInstanceOf(RequestOutcome.NotDone.class);
    assertThat(outcome.sentence()).isNotBlank();
    controllers.forget("cache", request);
    assertThat(controllers.view("cache").flatMap(ControllerView::request)).isEmpty();
  }

  @Test
  void takesOneRequestAtATime() {
    controllers.keep("cache", INPUTS);
    ControllerRequest first = new ControllerRequest.KeepDataOf(Server.BACKUP);
    controllers.ask("cache", first, Optional.empty());
    controllers.ask("cache", new ControllerRequest.KeepDataOf(Server.MASTER), Optional.empty());

    assertThat(outcome(first)).isInstanceOf(RequestOutcome.NotDone.class);
  }

  @Test
  void doesNotForgetARequestThatIsInProgress() {
    controllers.keep("cache", INPUTS);
    ControllerRequest request = new ControllerRequest.Switchover(Server.BACKUP);
    controllers.ask("cache", request, Optional.empty());
    controllers.forget("cache", request);
    assertThat(controllers.view("cache").flatMap(ControllerView::request)).isPresent();
  }

  @Test
  void showsNoSecret() {
    assertThat(INPUTS.toString()).doesNotContain("password-1", "token-1");
  }

  @Test
  void doesNotFollowAListThatChangesBehindItsBack() {
    List<Endpoint> proxies = new ArrayList<>(List.of(closed()));
    ControllerInputs inputs =
        new ControllerInputs(
            SETTINGS, Set.of(), Optional.empty(), "password-1", "token-1", KEYS, proxies, Map.of());
    proxies.clear();
    assertThat(inputs.proxies()).hasSize(1);
  }

  private RequestOutcome outcome(ControllerRequest request) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                controllers
                    .view("cache")
                    .flatMap(ControllerView::request)
                    .filter(open -> open.request().equals(request))
                    .flatMap(OpenRequest::outcome),
            Optional::isPresent)
        .orElseThrow();
  }

  private static void uninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException ends) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ControllerInputs inputs(ControllerSettings settings, Set<Server> writable) {
    return new ControllerInputs(
        settings, writable, Optional.empty(), "password-1", "token-1", KEYS, List.of(), Map.of());
  }

  private static ControllerSettings settings(long maxLagBytes) {
    return new ControllerSettings(
        new FailoverSettings(maxLagBytes, Duration.ofMillis(1500)),
        Ports.BOTH,
        Server.MASTER,
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
