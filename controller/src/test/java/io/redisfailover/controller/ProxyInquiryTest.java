package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.Lulls;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.observer.SyncEvidence;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerPolicy;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The controller asks the proxies what they have seen, when it does not know enough itself. */
class ProxyInquiryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Endpoint PROXY = new Endpoint("10.0.0.7", 8182);
  private static final Epoch EPOCH = new Epoch(3, Server.MASTER, "a".repeat(40));

  private static final ControllerSettings SETTINGS =
      new ControllerSettings(
          FailoverSettings.DEFAULT,
          new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379)),
          Server.MASTER,
          false,
          Duration.ZERO);

  private final List<ControllerEvent> events = new ArrayList<>();
  private final List<CompletableFuture<PeerReport>> asked = new ArrayList<>();
  private final ProxyInquiry inquiry =
      new ProxyInquiry(
          new IdleFleet() {
            @Override
            public Map<String, ProxyReply> status() {
              return Map.of();
            }

            @Override
            public List<Endpoint> proxies() {
              return List.of(PROXY);
            }

            @Override
            public CompletionStage<PeerReport> evidence(Endpoint proxy) {
              CompletableFuture<PeerReport> answer = new CompletableFuture<>();
              asked.add(answer);
              return answer;
            }
          },
          () -> NOW,
          events::add);

  /** A controller that has just started beside a dead active server. */
  private static ControllerState started() {
    return ControllerState.starting(NOW, FailoverSettings.DEFAULT, false, Guards.ALL)
        .recorded(EPOCH);
  }

  private static ControllerState failed() {
    ControllerState started = started();
    ServerState standby =
        new ServerState(
            "b",
            new ServerState.Replica(LinkTarget.PEER, false, false, -1),
            EPOCH.replicationId(),
            100,
            Optional.empty(),
            -1,
            Markers.NONE,
            true,
            3,
            0,
            1,
            Optional.empty());
    ControllerState seen =
        started
            .seen(new ProbeResult(Server.BACKUP, NOW, NOW, new ProbeAnswer.Answered(standby)))
            .seen(new ProbeResult(Server.MASTER, NOW, NOW, new ProbeAnswer.Refused()))
            .proxiesAsked(NOW, Set.of(PROXY.toString()));
    return new ControllerPolicy(SETTINGS).decide(seen, NOW).next();
  }

  @Test
  void asksNobodyWhileNothingHasFailed() {
    ControllerState state = started();

    assertThat(inquiry.ask(state)).isEqualTo(state);
    assertThat(asked).isEmpty();
  }

  @Test
  void asksEachProxyOnceAndPassesItsAnswerOnUnderTheNameThatItHasInTheStatus() {
    ControllerState state = failed();
    inquiry.ask(inquiry.ask(state));
    assertThat(asked).hasSize(1);

    asked
        .getFirst()
        .complete(
            new PeerReport(
                NOW, Optional.of(EPOCH), SyncEvidence.NONE, Optional.empty(), Lulls.NONE));

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            ControllerEvent.ProxySaw.class,
            saw -> {
              assertThat(saw.proxy()).isEqualTo(PROXY.toString());
              assertThat(saw.evidence()).isPresent();
              assertThat(
                      state
                          .peerSaid(saw.proxy(), saw.evidence().get())
                          .seen()
                          .ways()
                          .peers()
                          .told())
                  .containsKey(PROXY.toString());
            });
  }

  @Test
  void aNewProxyIsAskedAtOnceSoThatNothingIsDoneForTheFirstTimeWhenItCounts() {
    inquiry.asked(started(), new ControllerEvent.ProxiesAsked(NOW, Map.of()));
    assertThat(asked).hasSize(1);

    inquiry.asked(started(), new ControllerEvent.ProxiesAsked(NOW, Map.of()));
    assertThat(asked).hasSize(1);
  }

  @Test
  void aProxyThatDoesNotAnswerEndsItsQuestion() {
    inquiry.ask(failed());
    asked.getFirst().completeExceptionally(new IllegalStateException("away"));

    assertThat(events)
        .containsExactly(new ControllerEvent.ProxySaw(PROXY.toString(), NOW, Optional.empty()));
  }
}
