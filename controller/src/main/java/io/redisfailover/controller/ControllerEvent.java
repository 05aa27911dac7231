package io.redisfailover.controller;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.controller.redis.SettingsReport;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.PeerEvidence;
import io.redisfailover.failover.observer.Stall;
import io.redisfailover.failover.policy.controller.ServerFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Something that the deciding thread is told. */
sealed interface ControllerEvent {
  /** A server was probed. */
  record Seen(ProbeResult result) implements ControllerEvent {}

  /** The settings of a server were read, and set where they differed. */
  record Adopted(Server server, SettingsReport settings) implements ControllerEvent {}

  /** Whoever runs a server says whether its disk is new, and whether it runs. */
  record Placed(Server server, boolean newVolume, ServerFacts.Presence presence)
      implements ControllerEvent {}

  /** A proxy named the epoch that it believes in. */
  record Heard(Epoch epoch) implements ControllerEvent {}

  /** Every proxy was asked for its epoch, in a round that began then. */
  record ProxiesAsked(Instant began, Map<String, ProxyReply> replies) implements ControllerEvent {
    public ProxiesAsked {
      replies = Map.copyOf(replies);
    }
  }

  /** What a proxy has seen of the servers, or that its question ended without an answer. */
  record ProxySaw(String proxy, Instant askedAt, Optional<PeerEvidence> evidence)
      implements ControllerEvent {}

  /** Why a server stalled that was taken for failed, in words that follow on a colon. */
  record Explained(Stall stall, String cause) implements ControllerEvent {}

  /** A server may have moved. */
  record Moved(Endpoints endpoints) implements ControllerEvent {}

  /** An administrator asked for something, and waits for the outcome. */
  record Requested(ControllerRequest request, CompletableFuture<RequestOutcome> outcome)
      implements ControllerEvent {}
}
