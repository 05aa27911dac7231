package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.NodeStatus;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole status. */
class StatusReportTest {
  @Test
  void saysWhoIsActiveWhereClientsConnectAndHowManyProxiesThereAre() {
    RedisFailoverStatus status = of(Given.running());
    assertThat(status.phase()).isEqualTo(Phase.RUNNING);
    assertThat(status.active()).isEqualTo(NodeName.MASTER);
    assertThat(status.epoch()).isEqualTo(7L);
    assertThat(status.replicationId()).isEqualTo(Given.LINE.replicationId());
    assertThat(status.endpoint()).isEqualTo(Given.CLIENTS);
    assertThat(status.proxies()).isEqualTo(new ProxiesStatus(2, 2, 1));
    assertThat(status.nodes())
        .extracting(NodeStatus::name)
        .containsExactly(NodeName.MASTER, NodeName.BACKUP);
  }

  @Test
  void isEqualWhenNothingChanged() {
    StatusInput input = Given.running();
    RedisFailoverStatus first = of(input);
    assertThat(of(Given.anHourAfter(first, input))).isEqualTo(first);
  }

  @Test
  void isEqualWhenNothingChangedWhileNobodyLooks() {
    StatusInput input = Given.input(Samples.withSpec("{}"), Optional.empty());
    RedisFailoverStatus first = of(input);
    assertThat(of(Given.anHourAfter(first, input))).isEqualTo(first);
  }

  @Test
  void belongsToTheGenerationThatWasRead() {
    StatusInput input = Given.running();
    input.resource().getMetadata().setGeneration(4L);
    assertThat(of(input).observedGeneration()).isEqualTo(4L);
  }

  @Test
  void isPausedWhateverTheServersDo() {
    StatusInput paused = Given.input(Samples.withSpec("paused: true"), Given.running().pair());
    assertThat(of(paused).phase()).isEqualTo(Phase.PAUSED);
  }

  @Test
  void isPendingBeforeAControllerRuns() {
    StatusInput nobody = Given.input(Samples.withSpec("{}"), Optional.empty());
    RedisFailoverStatus status = of(nobody);
    assertThat(status.phase()).isEqualTo(Phase.PENDING);
    assertThat(status.active()).isNull();
    assertThat(status.epoch()).isNull();
  }

  @Test
  void isBlockedWhileAQuestionIsOpen() {
    StatusInput asked =
        Given.with(Given.withQuestion(Given.running().pair().orElseThrow(), "Which data go on?"));
    assertThat(of(asked).phase()).isEqualTo(Phase.BLOCKED);
  }

  @ParameterizedTest
  @EnumSource
  void saysThePhaseInTheWordOfTheController(ControllerStatus.Phase phase) {
    StatusInput input =
        Given.with(Given.pair(phase, false, new Answer.Refused(), new Answer.Refused()));
    assertThat(of(input).phase()).hasToString(phase.name());
  }

  @Test
  void keepsActiveAndEpochWhileNobodyLooks() {
    StatusInput nobody = Given.input(Samples.withSpec("{}"), Optional.empty());
    RedisFailoverStatus status = of(Given.anHourAfter(of(Given.running()), nobody));
    assertThat(status.active()).isEqualTo(NodeName.MASTER);
    assertThat(status.epoch()).isEqualTo(7L);
    assertThat(status.lastFailover()).isNull();
  }

  private static RedisFailoverStatus of(StatusInput input) {
    return StatusReport.of(input, Given.CLIENTS);
  }
}
