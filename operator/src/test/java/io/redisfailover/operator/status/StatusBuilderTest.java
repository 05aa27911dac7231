package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole status. */
class StatusBuilderTest {
  @Test
  void saysWhoIsActiveWhereClientsConnectAndHowManyProxiesThereAre() {
    RedisFailoverStatus status = of(Given.running());
    assertThat(status.phase()).isEqualTo(Phase.RUNNING);
    assertThat(status.active()).isEqualTo(ServerName.MASTER);
    assertThat(status.epoch()).isEqualTo(7L);
    assertThat(status.replicationId()).isEqualTo(Given.EPOCH.replicationId());
    assertThat(status.endpoint()).isEqualTo(Given.CLIENTS);
    assertThat(status.proxies())
        .isEqualTo(
            new ProxiesStatus(
                2,
                2,
                2,
                1,
                "app.kubernetes.io/component=proxy,app.kubernetes.io/instance=cache,"
                    + "app.kubernetes.io/name=redis-failover"));
    assertThat(status.servers())
        .extracting(ServerStatus::name)
        .containsExactly(ServerName.MASTER, ServerName.BACKUP);
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
    StatusInput paused =
        Given.input(Samples.withSpec("paused: true"), Given.running().controller());
    assertThat(of(paused).phase()).isEqualTo(Phase.PAUSED);
  }

  /** Nobody looks: neither is what was seen last forgotten, nor is a spec called applied. */
  @Test
  void keepsWhatWasSeenLastWhileItIsPaused() {
    RedisFailoverStatus before = of(Given.running());
    RedisFailoverStatus status =
        of(
            Given.anHourAfter(
                before, Given.input(Samples.withSpec("paused: true"), Optional.empty())));
    assertThat(status.servers()).isEqualTo(before.servers());
    assertThat(status.proxies()).isEqualTo(before.proxies());
    Map<String, Condition> conditions = conditions(status);
    assertThat(conditions.remove("DataAtRisk")).isEqualTo(conditions(before).get("DataAtRisk"));
    conditions.remove("Progressing");
    assertThat(conditions.values())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.reason()).isEqualTo("Paused"));
  }

  private static Map<String, Condition> conditions(RedisFailoverStatus status) {
    Map<String, Condition> conditions = new HashMap<>();
    Objects.requireNonNull(status.conditions()).forEach(it -> conditions.put(it.type(), it));
    return conditions;
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
        Given.with(
            Given.withQuestion(Given.running().controller().orElseThrow(), "Which data go on?"));
    assertThat(of(asked).phase()).isEqualTo(Phase.BLOCKED);
  }

  @ParameterizedTest
  @EnumSource
  void saysThePhaseInTheWordOfTheController(ControllerStatus.Phase phase) {
    StatusInput input =
        Given.with(
            Given.controller(phase, false, new ProbeAnswer.Refused(), new ProbeAnswer.Refused()));
    assertThat(of(input).phase()).hasToString(phase.name());
  }

  @Test
  void keepsActiveAndEpochWhileNobodyLooks() {
    StatusInput nobody = Given.input(Samples.withSpec("{}"), Optional.empty());
    RedisFailoverStatus status = of(Given.anHourAfter(of(Given.running()), nobody));
    assertThat(status.active()).isEqualTo(ServerName.MASTER);
    assertThat(status.epoch()).isEqualTo(7L);
    assertThat(status.lastRoleChange()).isNull();
  }

  private static RedisFailoverStatus of(StatusInput input) {
    return StatusBuilder.of(input, Given.CLIENTS);
  }
}
