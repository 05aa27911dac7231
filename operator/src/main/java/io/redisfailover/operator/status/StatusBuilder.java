package io.redisfailover.operator.status;

import io.fabric8.kubernetes.api.model.Quantity;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerStatus;
import io.redisfailover.operator.desired.Labels;
import java.util.List;
import java.util.Optional;

/**
 * The status of a resource. Pure: the same input gives the same status, and what did not change
 * keeps its time, so that a status without news equals the one before.
 */
public final class StatusBuilder {
  private StatusBuilder() {}

  /**
   * {@return the status of this moment}
   *
   * @param input what was observed and decided
   * @param clients address for clients, such as {@code cache.default.svc:6379}
   */
  public static RedisFailoverStatus of(StatusInput input, String clients) {
    RedisFailover resource = input.resource();
    Optional<Epoch> current = input.controller().flatMap(ControllerStatus::epoch);
    Optional<RedisFailoverStatus> before = Optional.ofNullable(resource.getStatus());
    Optional<ServerName> active =
        current
            .map(Epoch::server)
            .map(ServerStatusBuilder::name)
            .or(() -> before.map(RedisFailoverStatus::active));
    Optional<Long> epoch =
        current.map(Epoch::number).or(() -> before.map(RedisFailoverStatus::epoch));
    Optional<String> history =
        current.map(Epoch::replicationId).or(() -> before.map(RedisFailoverStatus::replicationId));
    return new RedisFailoverStatus(
        resource.getMetadata().getGeneration(),
        phase(input),
        active.orElse(null),
        epoch.orElse(null),
        history.orElse(null),
        clients,
        servers(input, before),
        new ProxiesStatus(
            input.proxies().desired(),
            input.proxies().present(),
            input.proxies().ready(),
            agreeing(input, before),
            Labels.text(Labels.selector(resource, Labels.PROXY))),
        RoleChangeBuilder.of(input, before, active),
        new Conditions(input).all(),
        before.map(RedisFailoverStatus::requests).orElse(null));
  }

  static boolean isPaused(RedisFailover resource) {
    return Boolean.TRUE.equals(resource.getSpec().paused());
  }

  /** While nobody looks, what was seen last stays. */
  private static List<ServerStatus> servers(
      StatusInput input, Optional<RedisFailoverStatus> before) {
    ServerStatusBuilder servers = new ServerStatusBuilder(input, maxLagBytes(input.resource()));
    return before
        .filter(unused -> isPaused(input.resource()))
        .map(RedisFailoverStatus::servers)
        .orElseGet(() -> List.of(servers.of(Server.MASTER), servers.of(Server.BACKUP)));
  }

  private static Integer agreeing(StatusInput input, Optional<RedisFailoverStatus> before) {
    return before
        .filter(unused -> isPaused(input.resource()))
        .map(RedisFailoverStatus::proxies)
        .map(ProxiesStatus::agreeing)
        .orElseGet(() -> ProxyAgreement.of(input.controller()).agreeing());
  }

  private static long maxLagBytes(RedisFailover resource) {
    return Quantity.getAmountInBytes(new Quantity(resource.getSpec().failover().maxLag()))
        .longValueExact();
  }

  private static Phase phase(StatusInput input) {
    if (isPaused(input.resource())) {
      return Phase.PAUSED;
    }
    return input
        .controller()
        .map(ControllerStatus::phase)
        .map(StatusBuilder::phase)
        .orElse(Phase.PENDING);
  }

  private static Phase phase(ControllerStatus.Phase phase) {
    return switch (phase) {
      case PENDING -> Phase.PENDING;
      case RUNNING -> Phase.RUNNING;
      case DEGRADED -> Phase.DEGRADED;
      case FAILING_OVER -> Phase.FAILING_OVER;
      case SWITCHING_OVER -> Phase.SWITCHING_OVER;
      case BLOCKED -> Phase.BLOCKED;
    };
  }
}
