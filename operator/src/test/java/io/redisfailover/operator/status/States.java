package io.redisfailover.operator.status;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every state that a condition can have, as the operator writes it. */
final class States {
  /** They repeat others, for tools. */
  private static final Set<String> REPEATED = Set.of("Stalled", "Reconciling");

  private static final ControllerStatus RUNNING = Given.running().controller().orElseThrow();
  private static final ControllerStatus LEADERLESS =
      Given.controller(
          Phase.FAILING_OVER, false, new ProbeAnswer.Refused(), Given.linked(Given.OFFSET_BYTES));

  private States() {}

  /** {@return the conditions of inputs that have each state among them} */
  static List<Condition> all() {
    return inputs().stream()
        .flatMap(input -> new Conditions(input).all().stream())
        .filter(condition -> !REPEATED.contains(condition.type()))
        .toList();
  }

  private static List<StatusInput> inputs() {
    List<StatusInput> inputs =
        new ArrayList<>(
            List.of(
                Given.running(),
                Given.input(Samples.withSpec("paused: true"), Optional.empty()),
                Given.input(Samples.withSpec(Given.STORED), Optional.empty()),
                Given.withProxies(Given.running(), 0),
                Given.with(LEADERLESS),
                Given.with(Given.withCause(LEADERLESS, Cause.HANDOVER)),
                Given.with(Given.withQuestion(RUNNING, "Whose data?")),
                Given.with(Given.withReplies(RUNNING, Map.of())),
                Given.with(
                    Given.withReplies(
                        RUNNING,
                        Map.of(Given.PROXY, Given.says(Optional.empty(), Optional.empty())))),
                Given.with(Given.withProblems(RUNNING, "They differ.")),
                Given.input(Samples.withSpec("{}"), Optional.of(RUNNING)),
                Given.input(
                    Samples.withSpec(Given.STORED + "\nbackup: {writable: Always}"),
                    Optional.of(RUNNING)),
                Given.withPods(
                    Given.running(),
                    Map.of(
                        Server.MASTER, Given.pod("cache-master-0", "10.0.0.1", "node"),
                        Server.BACKUP, Given.pod("cache-backup-0", "10.0.0.2", "node"))),
                Given.withWork(Given.running(), Optional.empty(), Optional.of("Waiting."))));
    inputs.addAll(obstacles());
    return inputs;
  }

  /** Of those that the operator makes; each says so of itself. */
  private static List<StatusInput> obstacles() {
    return Arrays.stream(ConditionReason.values())
        .filter(reason -> reason.isRejection() || reason.isTriedAgain() || isStuck(reason))
        .map(reason -> new StatusInput.Obstacle(reason, "It does not work."))
        .map(it -> Given.withWork(Given.running(), Optional.of(it), Optional.empty()))
        .toList();
  }

  private static boolean isStuck(ConditionReason reason) {
    return reason == ConditionReason.ROLLOUT_STUCK;
  }
}
