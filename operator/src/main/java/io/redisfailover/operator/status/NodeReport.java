package io.redisfailover.operator.status;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.operator.api.v1.Lag;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.NodeRole;
import io.redisfailover.operator.api.v1.NodeStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.status.StatusInput.PodFacts;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what each of the two servers is. Pure. */
final class NodeReport {
  private final StatusInput input;
  private final long maxLagBytes;

  NodeReport(StatusInput input, long maxLagBytes) {
    this.input = input;
    this.maxLagBytes = maxLagBytes;
  }

  /** {@return the entry of one server} */
  NodeStatus of(Node node) {
    Optional<PodFacts> pod = Optional.ofNullable(input.pods().get(node));
    Optional<Observation> seen = input.pair().flatMap(ControllerStatus::seen);
    Optional<ServerState> state = seen.flatMap(it -> it.of(node).state());
    NodeRole role = role(node, seen, state);
    NodeName name = name(node);
    return new NodeStatus(
        name,
        pod.map(PodFacts::name).orElse(null),
        role,
        pod.flatMap(PodFacts::address).orElse(null),
        null,
        state.map(ServerState::replicationId).orElse(null),
        lag(seen, state, role),
        since(name, role),
        message(node, pod));
  }

  static NodeName name(Node node) {
    return node == Node.MASTER ? NodeName.MASTER : NodeName.BACKUP;
  }

  private NodeRole role(Node node, Optional<Observation> seen, Optional<ServerState> state) {
    if (state.isEmpty()) {
      return NodeRole.UNREACHABLE;
    }
    ServerState server = state.get();
    if (server.isMaster()) {
      return masterRole(node, seen.orElseThrow(), server);
    }
    if (server.isParked()) {
      return NodeRole.PARKED;
    }
    if (server.followsStranger()) {
      return NodeRole.FOREIGN;
    }
    if (server.isSyncing()) {
      return NodeRole.SYNCING;
    }
    return server.isLinkedToPeer() && input.pair().filter(ControllerStatus::inSync).isPresent()
        ? NodeRole.STANDBY
        : NodeRole.STALE;
  }

  private NodeRole masterRole(Node node, Observation seen, ServerState server) {
    boolean active =
        input.pair().flatMap(ControllerStatus::active).filter(node::equals).isPresent();
    if (active) {
      return NodeRole.ACTIVE;
    }
    boolean ours = server.marker().isPresent() || seen.isLine(node, server);
    return ours ? NodeRole.SUPERSEDED : NodeRole.FOREIGN;
  }

  private @Nullable Lag lag(
      Optional<Observation> seen, Optional<ServerState> state, NodeRole role) {
    boolean follows = role == NodeRole.STANDBY || role == NodeRole.STALE;
    if (!follows || seen.isEmpty() || state.isEmpty()) {
      return null;
    }
    long highest = seen.get().witness().highestOffsetBytes();
    long gap = highest - state.get().offsetBytes();
    if (gap > maxLagBytes) {
      return Lag.LARGE;
    }
    // What is on its way at the moment of a look is no lag: classes must not flicker.
    boolean keepsUp = role == NodeRole.STANDBY && seen.get().witness().keepsUp(input.now());
    return keepsUp ? Lag.NONE : Lag.SMALL;
  }

  private String since(NodeName name, NodeRole role) {
    return Optional.ofNullable(input.resource().getStatus())
        .map(RedisFailoverStatus::nodes)
        .stream()
        .flatMap(nodes -> nodes.stream())
        .filter(node -> node.name() == name && node.role() == role)
        .map(NodeStatus::since)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> Times.text(input.now()));
  }

  private @Nullable String message(Node node, Optional<PodFacts> pod) {
    if (pod.isEmpty()) {
      return "There is no pod yet.";
    }
    if (pod.get().terminating()) {
      return "Its pod is being stopped.";
    }
    if (pod.get().trouble().isPresent()) {
      return pod.get().trouble().get();
    }
    return input.pair().map(pair -> pair.nodes().get(node)).orElse(null);
  }
}
