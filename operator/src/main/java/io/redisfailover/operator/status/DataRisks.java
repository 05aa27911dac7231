package io.redisfailover.operator.status;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.Writable;
import io.redisfailover.operator.desired.RedisSettings;
import io.redisfailover.operator.status.StatusInput.PodFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How data can be lost by what is set and where the servers run, although nothing has failed yet.
 * Pure.
 */
final class DataRisks {
  private DataRisks() {}

  /**
   * A way in which data can be lost.
   *
   * @param reason the reason of the condition
   * @param sentence what can happen, and what to set
   */
  record DataRisk(ConditionReason reason, String sentence) {}

  /** {@return all risks, the gravest first} */
  static List<DataRisk> of(StatusInput input) {
    return Stream.of(
            writable(input).stream(),
            problems(input),
            unpersisted(input.resource()).stream(),
            oneNode(input).stream())
        .flatMap(risks -> risks)
        .toList();
  }

  private static Optional<DataRisk> writable(StatusInput input) {
    return input.resource().getSpec().backup().writable() == Writable.ALWAYS
        ? Optional.of(
            new DataRisk(
                ConditionReason.WRITABLE_BACKUP,
                "Writes sent directly to the standby are lost at its next sync; set"
                    + " spec.backup.writable to WhenPromoted."))
        : Optional.empty();
  }

  private static Stream<DataRisk> problems(StatusInput input) {
    return input.controller().map(ControllerStatus::problems).orElse(List.of()).stream()
        .map(Sentence::of)
        .map(sentence -> new DataRisk(ConditionReason.PROBLEMS_FOUND, sentence));
  }

  private static Optional<DataRisk> unpersisted(RedisFailover resource) {
    if (resource.getSpec().redis().storage() == null) {
      return Optional.of(
          new DataRisk(
              ConditionReason.NOT_PERSISTED,
              "No volume keeps the data, so it is lost when both pods are lost at once; set"
                  + " spec.redis.storage."));
    }
    return RedisSettings.of(resource).writesNothing()
        ? Optional.of(
            new DataRisk(
                ConditionReason.NOT_PERSISTED,
                "Nothing is written to the volumes, so the data is lost when both servers are down"
                    + " at once; set spec.redis.persistence to AOF, or to RDB with times in"
                    + " spec.redis.config.save."))
        : Optional.empty();
  }

  private static Optional<DataRisk> oneNode(StatusInput input) {
    return node(input, Server.MASTER)
        .filter(node -> node(input, Server.BACKUP).filter(node::equals).isPresent())
        .map(node ->
            new DataRisk(
                ConditionReason.ONE_NODE,
                "Both servers run on node "
                    + node
                    + ", so both are lost when it fails; make room on another node, then delete the"
                    + " pod of the standby."));
  }

  private static Optional<String> node(StatusInput input, Server server) {
    return Optional.ofNullable(input.pods().get(server)).flatMap(PodFacts::node);
  }
}
