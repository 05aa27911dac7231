package io.redisfailover.operator.round;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.desired.MissingPasswords;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.observe.ProxyRollout;
import io.redisfailover.operator.roll.RollStep;
import io.redisfailover.operator.status.ConditionReason;
import io.redisfailover.operator.status.StatusInput;
import java.util.Arrays;
import java.util.Optional;

/** What keeps a part of the spec from taking effect. Pure. */
final class RoundObstacles {
  private RoundObstacles() {}

  /** {@return why the users of the spec cannot be} */
  static Optional<StatusInput.Obstacle> users(Observation seen) {
    return seen.users()
        .refusal()
        .map(sentence -> new StatusInput.Obstacle(ConditionReason.INVALID_SPEC, sentence));
  }

  /** {@return which passwords of the spec are missing} */
  static Optional<StatusInput.Obstacle> missing(Observation seen) {
    return MissingPasswords.sentences(seen.resource(), seen.inputs(), seen.recovery())
        .map(sentence -> new StatusInput.Obstacle(ConditionReason.PASSWORD_MISSING, sentence));
  }

  /** {@return why a rolling restart of servers or proxies does not go on} */
  static Optional<StatusInput.Obstacle> stuck(RollStep step, ClusterView cluster) {
    Optional<String> servers =
        step instanceof RollStep.Stuck(String why) ? Optional.of(why) : Optional.empty();
    return servers
        .or(() -> rollout(cluster, ProxyRollout.State.STUCK).map(RoundObstacles::proxies))
        .map(why -> new StatusInput.Obstacle(ConditionReason.ROLLOUT_STUCK, why));
  }

  private static String proxies(String sentence) {
    return sentence + " Correct the spec, or what refuses it; the former proxies stay.";
  }

  /** Kubernetes tries again by itself, and until then not all of the spec is in effect. */
  static Optional<StatusInput.Obstacle> refused(ClusterView cluster) {
    return refusals(cluster)
        .or(() -> rollout(cluster, ProxyRollout.State.REFUSED))
        .map(sentence -> new StatusInput.Obstacle(ConditionReason.APPLY_FAILED, sentence));
  }

  private static Optional<String> rollout(ClusterView cluster, ProxyRollout.State state) {
    return cluster.rollout().filter(it -> it.state() == state).map(ProxyRollout::sentence);
  }

  /** {@return why servers have no pods, in the words of Kubernetes} */
  static Optional<String> refusals(ClusterView cluster) {
    return Arrays.stream(Server.values())
        .filter(cluster.refusals()::containsKey)
        .map(server ->
            Sentence.of(
                "The pod of %s cannot be created: %s"
                    .formatted(server, cluster.refusals().get(server))))
        .reduce((master, backup) -> master + " " + backup);
  }
}
