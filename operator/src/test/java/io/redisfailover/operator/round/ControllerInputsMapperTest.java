package io.redisfailover.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ServerFacts;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.Yaml;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.controllers.ControllerInputs;
import io.redisfailover.operator.status.Given;
import io.redisfailover.operator.status.StatusBuilder;
import io.redisfailover.operator.status.StatusInput;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The record of a controller is the resource's status: the next controller reads the epoch that was
 * written there. Without one it takes the servers for new ones.
 */
class ControllerInputsMapperTest {
  /** The resource was deleted and made again, and the pod of before has not ended. */
  @Test
  void letsNoServerBeginWhosePodIsThatOfADeletedResource() {
    Pod former =
        new PodBuilder().withNewMetadata().withName("cache-master-0").endMetadata().build();
    Observed observed = new Observed().withoutPods();
    assertThat(presence(observed)).isEmpty();
    assertThat(presence(observed.objects(former)))
        .containsExactly(Map.entry(Server.MASTER, ServerFacts.Presence.TERMINATING));
    assertThat(presence(new Observed().objects(former)))
        .as("its own pod counts")
        .containsEntry(Server.MASTER, ServerFacts.Presence.UNKNOWN);
  }

  private static Map<Server, ServerFacts.Presence> presence(Observed observed) {
    return ControllerInputsMapper.of(observed.now()).orElseThrow().presence();
  }

  @Test
  void findsNoEpochBeforeThereWasOne() {
    assertThat(recorded(Given.input(Samples.withSpec("{}"), Optional.empty()))).isEmpty();
  }

  @Test
  void findsTheEpochOfAPairThatRunsWell() {
    assertThat(recorded(Given.running())).contains(Given.EPOCH);
  }

  @Test
  void findsTheEpochThoughItsServerCannotBeProbed() {
    ProbeAnswer standby = Given.linked(Given.OFFSET_BYTES);
    assertThat(recorded(answers(new ProbeAnswer.Refused(), standby))).contains(Given.EPOCH);
    assertThat(recorded(answers(new ProbeAnswer.Refused(), new ProbeAnswer.Silent("no answer"))))
        .contains(Given.EPOCH);
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
            status.servers(),
            status.proxies(),
            status.lastRoleChange(),
            status.conditions(),
            null);
    assertThat(recorded(older)).contains(Given.EPOCH);
  }

  @Test
  void findsTheEpochsOwnHistoryThoughItsServerReturnedWithAnother() {
    assertThat(recorded(answers(Given.master(Markers.NONE), new ProbeAnswer.Refused())))
        .contains(Given.EPOCH);
  }

  @Test
  void findsTheEpochAfterAPauseOfProbing() {
    StatusInput nobody = Given.input(Samples.withSpec("{}"), Optional.empty());
    RedisFailoverStatus before = status(Given.running());
    assertThat(recorded(Given.anHourAfter(before, nobody))).contains(Given.EPOCH);
  }

  private static StatusInput answers(ProbeAnswer master, ProbeAnswer backup) {
    return Given.with(Given.controller(Phase.FAILING_OVER, false, master, backup));
  }

  /** What a controller reads that starts after this was written. */
  private static Optional<Epoch> recorded(StatusInput input) {
    return recorded(status(input));
  }

  private static Optional<Epoch> recorded(RedisFailoverStatus status) {
    RedisFailover resource = Samples.withSpec("{}");
    resource.setStatus(status);
    return ControllerInputsMapper.of(Observed.of(resource))
        .map(ControllerInputs::record)
        .orElseThrow();
  }

  /** The status as it comes back from the API server. */
  private static RedisFailoverStatus status(StatusInput input) {
    try {
      return Yaml.MAPPER.readValue(
          Yaml.write(StatusBuilder.of(input, Given.CLIENTS)), RedisFailoverStatus.class);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
