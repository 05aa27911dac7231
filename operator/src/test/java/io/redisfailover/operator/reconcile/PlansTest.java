package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.Yaml;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.desired.GeneratedSecrets;
import io.redisfailover.operator.observe.Cluster;
import io.redisfailover.operator.pair.PairPlan;
import io.redisfailover.operator.status.Given;
import io.redisfailover.operator.status.StatusInput;
import io.redisfailover.operator.status.StatusReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The record of a controller is the resource's status: the line that was written there is the line
 * that the next controller reads. Without one it takes the pair for a new one.
 */
class PlansTest {
  private static final Secret CONTROL =
      new SecretBuilder()
          .addToData(GeneratedSecrets.OPERATOR_PASSWORD, "cGFzc3dvcmQ=")
          .addToData(GeneratedSecrets.TOKEN, "dG9rZW4=")
          .build();

  @Test
  void findsNoLineBeforeThereWasOne() {
    assertThat(recorded(Given.input(Samples.withSpec("{}"), Optional.empty()))).isEmpty();
  }

  @Test
  void findsTheLineOfAPairThatRunsWell() {
    assertThat(recorded(Given.running())).contains(Given.LINE);
  }

  @Test
  void findsTheLineThoughItsServerCannotBeAsked() {
    Answer standby = Given.linked(Given.OFFSET_BYTES);
    assertThat(recorded(answers(new Answer.Refused(), standby))).contains(Given.LINE);
    assertThat(recorded(answers(new Answer.Refused(), new Answer.Silent("no answer"))))
        .contains(Given.LINE);
  }

  @Test
  void takesTheHistoryThatTheActiveServerShowedFromAnOlderStatus() {
    RedisFailoverStatus status = status(Given.running());
    RedisFailoverStatus older =
        new RedisFailoverStatus(
            status.observedGeneration(),
            status.phase(),
            status.active(),
            status.epoch(),
            null,
            status.endpoint(),
            status.nodes(),
            status.proxies(),
            status.lastFailover(),
            status.conditions());
    assertThat(recorded(older)).contains(Given.LINE);
  }

  @Test
  void findsTheLinesOwnHistoryThoughItsServerReturnedWithAnother() {
    assertThat(recorded(answers(Given.master(Markers.NONE), new Answer.Refused())))
        .contains(Given.LINE);
  }

  @Test
  void findsTheLineAfterNobodyHadLookedForAWhile() {
    StatusInput nobody = Given.input(Samples.withSpec("{}"), Optional.empty());
    RedisFailoverStatus before = status(Given.running());
    assertThat(recorded(Given.anHourAfter(before, nobody))).contains(Given.LINE);
  }

  private static StatusInput answers(Answer master, Answer backup) {
    return Given.with(Given.pair(Phase.FAILING_OVER, false, master, backup));
  }

  /** What a controller reads that starts after this was written. */
  private static Optional<Line> recorded(StatusInput input) {
    return recorded(status(input));
  }

  private static Optional<Line> recorded(RedisFailoverStatus status) {
    RedisFailover resource = Samples.withSpec("{}");
    resource.setStatus(status);
    Cluster nothingRuns = Cluster.of(resource, List.of(), List.of());
    return Plans.of(resource, nothingRuns, Optional.empty(), CONTROL)
        .map(PairPlan::record)
        .orElseThrow();
  }

  /** The status as it comes back from the API server. */
  private static RedisFailoverStatus status(StatusInput input) {
    try {
      return Yaml.MAPPER.readValue(
          Yaml.write(StatusReport.of(input, Given.CLIENTS)), RedisFailoverStatus.class);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
