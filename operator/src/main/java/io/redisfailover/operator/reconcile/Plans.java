package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.redisfailover.failover.policy.ControllerSettings;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.FailbackPolicy;
import io.redisfailover.operator.api.v1.FailoverSpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.Writable;
import io.redisfailover.operator.desired.GeneratedSecrets;
import io.redisfailover.operator.desired.GoDuration;
import io.redisfailover.operator.observe.Cluster;
import io.redisfailover.operator.pair.PairPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says a resource's settings in the words of the controller. Pure. */
final class Plans {
  private Plans() {}

  /**
   * {@return the plan; empty while the Secret has not all that is needed}
   *
   * @param resource whose
   * @param cluster what runs
   * @param before where the servers were looked for until now
   * @param control the Secret of the system's own users
   */
  static Optional<PairPlan> of(
      RedisFailover resource, Cluster cluster, Optional<Endpoints> before, Secret control) {
    Optional<String> password = GeneratedSecrets.value(control, GeneratedSecrets.OPERATOR_PASSWORD);
    Optional<String> token = GeneratedSecrets.value(control, GeneratedSecrets.TOKEN);
    return password.isPresent() && token.isPresent()
        ? Optional.of(
            new PairPlan(
                settings(resource, cluster, before),
                writable(resource),
                recorded(resource),
                password.get(),
                token.get(),
                cluster.controls()))
        : Optional.empty();
  }

  private static ControllerSettings settings(
      RedisFailover resource, Cluster cluster, Optional<Endpoints> before) {
    FailoverSpec failover = resource.getSpec().failover();
    return new ControllerSettings(
        new FailoverSettings(
            Quantity.getAmountInBytes(new Quantity(failover.maxLag())).longValueExact(),
            GoDuration.parse(failover.detection().timeout())),
        cluster.endpoints(resource, before),
        Cluster.node(failover.preferred()),
        failover.failback().policy() == FailbackPolicy.AUTOMATIC,
        GoDuration.parse(failover.failback().delay()));
  }

  private static Set<Node> writable(RedisFailover resource) {
    return resource.getSpec().backup().writable() == Writable.ALWAYS
        ? Set.of(Node.BACKUP)
        : Set.of();
  }

  /** The line that the status names. */
  private static Optional<Line> recorded(RedisFailover resource) {
    RedisFailoverStatus status = resource.getStatus();
    if (status == null || status.active() == null || status.epoch() == null) {
      return Optional.empty();
    }
    Node active = Cluster.node(status.active());
    long number = status.epoch();
    return Optional.ofNullable(status.replicationId())
        .or(() -> shown(status))
        .map(history -> new Line(number, active, history));
  }

  /**
   * What the active server showed. A status that was written before the line's own history stood
   * there has nothing better.
   */
  private static Optional<String> shown(RedisFailoverStatus status) {
    return Optional.ofNullable(status.nodes()).stream()
        .flatMap(List::stream)
        .filter(node -> node.name() == status.active())
        .flatMap(node -> Stream.ofNullable(node.replicationId()))
        .findFirst();
  }
}
