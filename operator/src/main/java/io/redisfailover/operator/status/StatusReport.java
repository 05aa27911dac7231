package io.redisfailover.operator.status;

import io.fabric8.kubernetes.api.model.Quantity;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.util.List;
import java.util.Optional;

/**
 * Makes a resource's status. Pure: the same input gives the same status, and what did not change
 * keeps its times, so that a status that says the same is equal.
 */
public final class StatusReport {
  private StatusReport() {}

  /**
   * {@return the status of this moment}
   *
   * @param input what was observed and decided
   * @param clients where clients connect
   */
  public static RedisFailoverStatus of(StatusInput input, String clients) {
    RedisFailover resource = input.resource();
    Conditions conditions = new Conditions(input);
    NodeReport nodes = new NodeReport(input, maxLagBytes(resource));
    Optional<Line> line = input.pair().flatMap(ControllerStatus::line);
    Optional<RedisFailoverStatus> before = Optional.ofNullable(resource.getStatus());
    Optional<NodeName> active =
        line.map(Line::node)
            .map(NodeReport::name)
            .or(() -> before.map(RedisFailoverStatus::active));
    Optional<Long> epoch = line.map(Line::number).or(() -> before.map(RedisFailoverStatus::epoch));
    Optional<String> history =
        line.map(Line::replicationId).or(() -> before.map(RedisFailoverStatus::replicationId));
    return new RedisFailoverStatus(
        resource.getMetadata().getGeneration(),
        phase(input),
        active.orElse(null),
        epoch.orElse(null),
        history.orElse(null),
        clients,
        List.of(nodes.of(Node.MASTER), nodes.of(Node.BACKUP)),
        new ProxiesStatus(
            input.proxies().desired(), input.proxies().ready(), conditions.agreeing()),
        FailoverReport.of(input, before, active),
        conditions.all());
  }

  private static long maxLagBytes(RedisFailover resource) {
    return Quantity.getAmountInBytes(new Quantity(resource.getSpec().failover().maxLag()))
        .longValueExact();
  }

  private static Phase phase(StatusInput input) {
    if (Boolean.TRUE.equals(input.resource().getSpec().paused())) {
      return Phase.PAUSED;
    }
    return input.pair().map(ControllerStatus::phase).map(StatusReport::phase).orElse(Phase.PENDING);
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
