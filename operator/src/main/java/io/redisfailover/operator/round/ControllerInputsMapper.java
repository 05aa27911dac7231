package io.redisfailover.operator.round;

import io.fabric8.kubernetes.api.model.Quantity;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.failover.policy.controller.ServerFacts;
import io.redisfailover.operator.api.v1.FailbackPolicy;
import io.redisfailover.operator.api.v1.FailoverSpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.Writable;
import io.redisfailover.operator.controllers.ControllerInputs;
import io.redisfailover.operator.controllers.ControllerView;
import io.redisfailover.operator.desired.GeneratedSecrets;
import io.redisfailover.operator.desired.GoDuration;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.observe.ForeignPods;
import io.redisfailover.operator.passwords.InternalPasswords;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Translates a resource into the input of its controller. Pure. */
final class ControllerInputsMapper {
  private ControllerInputsMapper() {}

  /**
   * {@return the inputs; absent while the Secret does not exist, or lacks a value or a sound key}
   */
  static Optional<ControllerInputs> of(Observation seen) {
    InternalPasswords internal = seen.recovery().internal();
    Optional<String> password = internal.used(GeneratedSecrets.OPERATOR_PASSWORD);
    Optional<String> token = internal.used(GeneratedSecrets.TOKEN);
    Optional<MarkerKeys> keys =
        internal
            .accepted(GeneratedSecrets.MARKER_KEY)
            .flatMap(MarkerKeys::of)
            .map(present -> seen.recovery().keyLost() ? present.afterLoss() : present);
    RedisFailover resource = seen.resource();
    return password.isPresent() && token.isPresent() && keys.isPresent()
        ? Optional.of(
            new ControllerInputs(
                settings(
                    resource, seen.cluster(), seen.controller().map(ControllerView::endpoints)),
                writable(resource),
                recorded(resource),
                password.get(),
                token.get(),
                keys.get(),
                seen.cluster().controls(),
                presence(seen)))
        : Optional.empty();
  }

  /** What is behind the name of a server is that of a deleted resource, and must not begin. */
  private static Map<Server, ServerFacts.Presence> presence(Observation seen) {
    Map<Server, ServerFacts.Presence> presence = new EnumMap<>(Server.class);
    ForeignPods.inTheWayOf(seen.resource(), seen.objects())
        .forEach(server -> presence.put(server, ServerFacts.Presence.TERMINATING));
    seen.cluster().servers().forEach((server, pod) -> presence.put(server, pod.presence()));
    return presence;
  }

  private static ControllerSettings settings(
      RedisFailover resource, ClusterView cluster, Optional<Endpoints> before) {
    FailoverSpec failover = resource.getSpec().failover();
    return new ControllerSettings(
        new FailoverSettings(
            Quantity.getAmountInBytes(new Quantity(failover.maxLag())).longValueExact(),
            GoDuration.parse(failover.detection().timeout())),
        cluster.endpoints(resource, before),
        ClusterView.server(failover.preferred()),
        failover.failback().policy() == FailbackPolicy.AUTOMATIC,
        GoDuration.parse(failover.failback().delay()));
  }

  private static Set<Server> writable(RedisFailover resource) {
    return resource.getSpec().backup().writable() == Writable.ALWAYS
        ? Set.of(Server.BACKUP)
        : Set.of();
  }

  /** The epoch that the status names. */
  private static Optional<Epoch> recorded(RedisFailover resource) {
    RedisFailoverStatus status = resource.getStatus();
    if (status == null || status.active() == null || status.epoch() == null) {
      return Optional.empty();
    }
    Server active = ClusterView.server(status.active());
    long number = status.epoch();
    return Optional.ofNullable(status.replicationId())
        .or(() -> shown(status))
        .map(history -> new Epoch(number, active, history));
  }

  /** The replication ID of the active server, for a status without the ID of its epoch. */
  private static Optional<String> shown(RedisFailoverStatus status) {
    return Optional.ofNullable(status.servers()).stream()
        .flatMap(List::stream)
        .filter(server -> server.name() == status.active())
        .flatMap(server -> Stream.ofNullable(server.replicationId()))
        .findFirst();
  }
}
