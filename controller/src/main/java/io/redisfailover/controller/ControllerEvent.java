package io.redisfailover.controller;

import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.controller.redis.ServerSettings;
import io.redisfailover.failover.policy.ServerFacts;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Something that the deciding thread is told. */
sealed interface ControllerEvent {
  /** A server was looked at. */
  record Seen(View view) implements ControllerEvent {}

  /** The settings of a server were read, and set where they differed. */
  record Adopted(Node node, ServerSettings settings) implements ControllerEvent {}

  /** Whoever runs a server says whether its disk is new, and whether it runs. */
  record Placed(Node node, boolean newVolume, ServerFacts.Presence presence)
      implements ControllerEvent {}

  /** A proxy named the line that it believes in. */
  record Heard(Line line) implements ControllerEvent {}

  /** Every proxy was asked for its line, in a round that began then. */
  record ProxiesAsked(Instant began, Map<String, ProxyReply> replies) implements ControllerEvent {
    public ProxiesAsked {
      replies = Map.copyOf(replies);
    }
  }

  /** A person wants this server to be active, and waits for the outcome. */
  record Requested(Node to, CompletableFuture<RequestOutcome> outcome) implements ControllerEvent {}

  /** A person said whose data go on, and waits for the outcome. */
  record Answered(Node survivor, CompletableFuture<RequestOutcome> outcome)
      implements ControllerEvent {}
}
