package io.redisfailover.operator.status;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.operator.api.v1.Lag;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerRole;
import io.redisfailover.operator.api.v1.ServerStatus;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.observe.PodView;
import io.redisfailover.operator.status.StatusInput.PodFacts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status entry of each server. Pure. */
final class ServerStatusBuilder {
  private final StatusInput input;
  private final long maxLagBytes;

  ServerStatusBuilder(StatusInput input, long maxLagBytes) {
    this.input = input;
    this.maxLagBytes = maxLagBytes;
  }

  /** {@return the entry of one server} */
  ServerStatus of(Server server) {
    Optional<PodFacts> pod = Optional.ofNullable(input.pods().get(server));
    Optional<ObserverMemory> seen = input.controller().flatMap(ControllerStatus::seen);
    Optional<ServerState> state = seen.flatMap(it -> it.of(server).state());
    ServerRole role = role(server, seen, state);
    ServerName name = name(server);
    return new ServerStatus(
        name,
        pod.map(PodFacts::name).orElse(null),
        role,
        pod.flatMap(PodFacts::address).orElse(null),
        pod.flatMap(PodFacts::node).orElse(null),
        pod.flatMap(PodFacts::zone).orElse(null),
        version(server),
        state.map(ServerState::replicationId).orElse(null),
        lag(seen, state, role),
        since(name, role),
        message(server, pod));
  }

  static ServerName name(Server server) {
    return server == Server.MASTER ? ServerName.MASTER : ServerName.BACKUP;
  }

  private ServerRole role(
      Server server, Optional<ObserverMemory> seen, Optional<ServerState> state) {
    if (state.isEmpty()) {
      return ServerRole.UNREACHABLE;
    }
    ServerState serverState = state.get();
    if (serverState.isPrimary()) {
      return primaryRole(server, seen.orElseThrow(), serverState);
    }
    if (serverState.isParked()) {
      return ServerRole.PARKED;
    }
    if (serverState.followsForeign()) {
      return ServerRole.FOREIGN;
    }
    if (serverState.isSyncing()) {
      return ServerRole.SYNCING;
    }
    return serverState.isLinkedToPeer()
            && input.controller().filter(ControllerStatus::inSync).isPresent()
        ? ServerRole.STANDBY
        : ServerRole.STALE;
  }

  private ServerRole primaryRole(Server server, ObserverMemory seen, ServerState serverState) {
    boolean active =
        input.controller().flatMap(ControllerStatus::active).filter(server::equals).isPresent();
    if (active) {
      return ServerRole.ACTIVE;
    }
    boolean ours = serverState.marker().isPresent() || seen.isEpochServer(server, serverState);
    return ours ? ServerRole.SUPERSEDED : ServerRole.FOREIGN;
  }

  /** A controller that has just started has not read it again. */
  private @Nullable String version(Server server) {
    return input
        .controller()
        .flatMap(controller -> Optional.ofNullable(controller.versions().get(server)))
        .or(() -> before(name(server)).map(ServerStatus::version))
        .orElse(null);
  }

  private Optional<ServerStatus> before(ServerName name) {
    return Optional.ofNullable(input.resource().getStatus())
        .map(RedisFailoverStatus::servers)
        .stream()
        .flatMap(List::stream)
        .filter(server -> server.name() == name)
        .findFirst();
  }

  private @Nullable Lag lag(
      Optional<ObserverMemory> seen, Optional<ServerState> state, ServerRole role) {
    boolean follows = role == ServerRole.STANDBY || role == ServerRole.STALE;
    if (!follows || seen.isEmpty() || state.isEmpty()) {
      return null;
    }
    long highest = seen.get().evidence().highestOffsetBytes();
    long gap = highest - state.get().offsetBytes();
    if (gap > maxLagBytes) {
      return Lag.LARGE;
    }
    // Bytes in flight at the moment of a probe are no lag: the class must not flicker.
    boolean keepsUp = role == ServerRole.STANDBY && seen.get().evidence().keepsUp(input.now());
    return keepsUp ? Lag.NONE : Lag.SMALL;
  }

  private String since(ServerName name, ServerRole role) {
    return before(name)
        .filter(server -> server.role() == role)
        .map(ServerStatus::since)
        .orElseGet(() -> Times.text(input.now()));
  }

  /** A server that cannot read its own files never starts again by itself. */
  private String advice(Server server, PodView.Trouble trouble) {
    return switch (trouble.fault()) {
      case NONE -> "";
      case DAMAGED -> replaces(server);
      case CUT_SHORT ->
          " Where neither the disk nor the memory of its node has failed, bytes are missing from its"
              + " files."
              + replaces(server);
      case UNKNOWN_FORMAT ->
          " Another release or product may have written its files: set spec.redis.image to one"
              + " that can read them, and delete nothing.";
      case MISSING_MODULE ->
          " Its files hold data of a module: set it in spec.redis.modules, and delete nothing.";
      case NO_PERMISSION ->
          " The user of its container may not read its files: correct their owner, or runAsUser and"
              + " fsGroup in spec.redis.podTemplate, and delete nothing.";
    };
  }

  private String replaces(Server server) {
    return isReplaceable(server)
        ? " The other server is active and has the data: delete the PersistentVolumeClaim "
            + Names.volumeClaim(input.resource(), name(server))
            + " and this pod, and it copies everything."
        : " Copy the files of its volume before you repair them.";
  }

  private boolean isReplaceable(Server server) {
    return input.resource().getSpec().redis().storage() != null
        && input.controller().flatMap(ControllerStatus::active).equals(Optional.of(server.other()));
  }

  private @Nullable String message(Server server, Optional<PodFacts> pod) {
    if (pod.isEmpty()) {
      return Optional.ofNullable(input.refusals().get(server))
          .map(words -> Sentence.of("The pod cannot be created: " + words))
          .orElse("Waiting for the pod to be created.");
    }
    if (pod.get().terminating()) {
      return "The pod is being stopped.";
    }
    if (pod.get().trouble().isPresent()) {
      PodView.Trouble trouble = pod.get().trouble().get();
      return Sentence.of(trouble.words() + advice(server, trouble));
    }
    return input
        .controller()
        .map(controller -> controller.servers().get(server))
        .map(Sentence::of)
        .orElse(null);
  }
}
