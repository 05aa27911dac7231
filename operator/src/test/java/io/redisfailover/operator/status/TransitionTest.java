package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.FailoverKind;
import io.redisfailover.operator.api.v1.LastFailover;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes an Event. */
class TransitionTest {
  private static final Condition READY = holds("Ready", true, "the sentence of Ready");
  private static final Condition IN_SYNC = holds("InSync", true, "in sync");
  private static final Condition NOT_IN_SYNC = holds("InSync", false, "the link is down");
  private static final Condition APPLIED = holds("ConfigurationApplied", true, "applied");
  private static final RedisFailoverStatus RUNNING =
      status(Phase.RUNNING, null, READY, IN_SYNC, APPLIED);

  @Test
  void isNoneWhenNothingChanged() {
    assertThat(Transition.between(RUNNING, RUNNING)).isEmpty();
    RedisFailoverStatus moved =
        status(Phase.RUNNING, moved(FailoverKind.CRASH), READY, IN_SYNC, APPLIED);
    assertThat(Transition.between(moved, moved)).isEmpty();
  }

  @Test
  void isNoneForAResourceThatIsNew() {
    assertThat(Transition.between(null, status(Phase.PENDING, null, NOT_IN_SYNC, APPLIED)))
        .isEmpty();
  }

  @Test
  void warnsOfAFailoverThatHasStarted() {
    RedisFailoverStatus failing = status(Phase.FAILING_OVER, null, READY, IN_SYNC, APPLIED);
    assertThat(Transition.between(RUNNING, failing))
        .containsExactly(new Transition(true, "FailoverStarted", "the sentence of Ready"));
    assertThat(Transition.between(failing, failing)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SWITCHOVER", "FAILBACK"})
  void warnsOfAFailoverThatNobodyAskedFor(FailoverKind kind) {
    assertThat(Transition.between(RUNNING, after(kind)))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.warning()).isTrue();
          assertThat(it.reason()).isEqualTo("FailedOver");
          assertThat(it.note()).startsWith("Backup took over from Master");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"SWITCHOVER", "FAILBACK"})
  void tellsOfAPlannedSwitch(FailoverKind kind) {
    assertThat(Transition.between(RUNNING, after(kind)))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.warning()).isFalse();
          assertThat(it.reason()).isEqualTo("SwitchoverCompleted");
        });
  }

  @Test
  void warnsOnceOfAnOpenQuestion() {
    RedisFailoverStatus blocked = status(Phase.BLOCKED, null, READY, IN_SYNC, APPLIED);
    assertThat(Transition.between(RUNNING, blocked))
        .containsExactly(new Transition(true, "NeedsDecision", "the sentence of Ready"));
    assertThat(Transition.between(blocked, blocked)).isEmpty();
  }

  @Test
  void tellsOfAStandbyThatCouldTakeOverAndWarnsOfOneThatIsLost() {
    RedisFailoverStatus alone = status(Phase.DEGRADED, null, READY, NOT_IN_SYNC, APPLIED);
    assertThat(Transition.between(alone, RUNNING))
        .containsExactly(new Transition(false, "StandbyInSync", "in sync"));
    assertThat(Transition.between(RUNNING, alone))
        .containsExactly(new Transition(true, "StandbyLost", "the link is down"));
  }

  @ParameterizedTest
  @EnumSource(FailoverKind.class)
  void doesNotWarnOfTheNewStandbyOfAPlannedSwitch(FailoverKind kind) {
    boolean planned = kind == FailoverKind.SWITCHOVER || kind == FailoverKind.FAILBACK;
    RedisFailoverStatus switched = status(Phase.DEGRADED, moved(kind), READY, NOT_IN_SYNC, APPLIED);
    assertThat(Transition.between(RUNNING, switched))
        .contains(new Transition(!planned, "StandbyLost", "the link is down"));
  }

  @Test
  void warnsOfEachRejectionOnce() {
    RedisFailoverStatus first = rejected("Write A.");
    RedisFailoverStatus second = rejected("Write B.");
    assertThat(Transition.between(RUNNING, first))
        .containsExactly(new Transition(true, "ConfigurationRejected", "Write A."));
    assertThat(Transition.between(first, first)).isEmpty();
    assertThat(Transition.between(first, second))
        .containsExactly(new Transition(true, "ConfigurationRejected", "Write B."));
    assertThat(Transition.between(second, RUNNING)).isEmpty();
  }

  @Test
  void tellsInTheOrderInWhichItHappened() {
    RedisFailoverStatus all =
        status(
            Phase.FAILING_OVER,
            moved(FailoverKind.CRASH),
            READY,
            NOT_IN_SYNC,
            holds("ConfigurationApplied", false, "Write A."));
    assertThat(Transition.between(RUNNING, all))
        .extracting(Transition::reason)
        .containsExactly("FailoverStarted", "FailedOver", "StandbyLost", "ConfigurationRejected");
  }

  private static RedisFailoverStatus after(FailoverKind kind) {
    return status(Phase.RUNNING, moved(kind), READY, IN_SYNC, APPLIED);
  }

  private static RedisFailoverStatus rejected(String message) {
    return status(
        Phase.RUNNING, null, READY, IN_SYNC, holds("ConfigurationApplied", false, message));
  }

  private static LastFailover moved(FailoverKind kind) {
    return new LastFailover(
        "2026-01-31T12:00:00Z",
        kind,
        NodeName.MASTER,
        NodeName.BACKUP,
        "the reason",
        null,
        null,
        null,
        null);
  }

  private static Condition holds(String type, boolean holds, String message) {
    ConditionStatus status = holds ? ConditionStatus.TRUE : ConditionStatus.FALSE;
    return new Condition(type, status, 1L, "2026-01-31T12:00:00Z", "Reason", message);
  }

  private static RedisFailoverStatus status(
      Phase phase, @Nullable LastFailover lastFailover, Condition... conditions) {
    return new RedisFailoverStatus(
        1L,
        phase,
        NodeName.MASTER,
        7L,
        "a".repeat(40),
        Given.CLIENTS,
        List.of(),
        null,
        lastFailover,
        List.of(conditions));
  }
}
