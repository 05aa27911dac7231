package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import io.redisfailover.operator.api.v1.ServerName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes an Event. */
class ResourceEventTest {
  private static final Condition READY = holds("Ready", true, "the sentence of Ready");
  private static final Condition IN_SYNC = holds("InSync", true, "in sync");
  private static final Condition NOT_IN_SYNC = holds("InSync", false, "the link is down");
  private static final Condition APPLIED = holds("ConfigurationApplied", true, "applied");
  private static final RedisFailoverStatus RUNNING =
      status(Phase.RUNNING, null, READY, IN_SYNC, APPLIED);

  @Test
  void isNoneWhenNothingChanged() {
    assertThat(ResourceEvent.between(RUNNING, RUNNING)).isEmpty();
    RedisFailoverStatus moved =
        status(Phase.RUNNING, moved(RoleChangeKind.CRASH), READY, IN_SYNC, APPLIED);
    assertThat(ResourceEvent.between(moved, moved)).isEmpty();
  }

  @Test
  void isNoneForAResourceThatIsNew() {
    assertThat(ResourceEvent.between(null, status(Phase.PENDING, null, NOT_IN_SYNC, APPLIED)))
        .isEmpty();
  }

  @Test
  void warnsOfAFailoverThatHasStarted() {
    RedisFailoverStatus failing = status(Phase.FAILING_OVER, null, READY, IN_SYNC, APPLIED);
    assertThat(ResourceEvent.between(RUNNING, failing))
        .containsExactly(
            new ResourceEvent(
                true, EventReason.ACTIVE_SERVER_UNAVAILABLE, "the sentence of Ready"));
    assertThat(ResourceEvent.between(failing, failing)).isEmpty();
  }

  @Test
  void doesNotWarnOfAHandoverThatHasStarted() {
    Condition ready =
        new Condition("Ready", ConditionStatus.FALSE, 1L, null, "HandingOver", "It hands over.");
    assertThat(
            ResourceEvent.between(
                RUNNING, status(Phase.FAILING_OVER, null, ready, IN_SYNC, APPLIED)))
        .containsExactly(
            new ResourceEvent(false, EventReason.ACTIVE_SERVER_UNAVAILABLE, "It hands over."));
  }

  @Test
  void warnsOfAHandoverThatComesToNothing() {
    RedisFailoverStatus handingOver =
        failingOver("HandingOver", "Master was parked for a handover.");
    RedisFailoverStatus failed = failingOver("NoActiveServer", "Backup does not take over.");
    assertThat(ResourceEvent.between(handingOver, handingOver)).isEmpty();
    assertThat(ResourceEvent.between(handingOver, failed))
        .containsExactly(
            new ResourceEvent(
                true, EventReason.ACTIVE_SERVER_UNAVAILABLE, "Backup does not take over."));
    assertThat(ResourceEvent.between(failed, failed)).isEmpty();
    assertThat(ResourceEvent.between(failed, handingOver)).isEmpty();
  }

  @Test
  void doesNotWarnOfAStandbyThatFollowsAServerWhichHandsOver() {
    Condition ready =
        new Condition("Ready", ConditionStatus.FALSE, 1L, null, "HandingOver", "It hands over.");
    assertThat(
            ResourceEvent.between(
                RUNNING, status(Phase.FAILING_OVER, null, ready, NOT_IN_SYNC, APPLIED)))
        .containsExactly(
            new ResourceEvent(false, EventReason.ACTIVE_SERVER_UNAVAILABLE, "It hands over."),
            new ResourceEvent(false, EventReason.STANDBY_OUT_OF_SYNC, "the link is down"));
  }

  private static RedisFailoverStatus failingOver(String reason, String message) {
    Condition ready = new Condition("Ready", ConditionStatus.FALSE, 1L, null, reason, message);
    return status(Phase.FAILING_OVER, null, ready, IN_SYNC, APPLIED);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SWITCHOVER", "FAILBACK", "HANDOVER"})
  void warnsOfAFailoverThatNobodyAskedFor(RoleChangeKind kind) {
    assertThat(ResourceEvent.between(RUNNING, after(kind)))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.warning()).isTrue();
          assertThat(it.reason()).isEqualTo(EventReason.FAILOVER_COMPLETED);
          assertThat(it.note()).isEqualTo("Backup replaced Master: the reason.");
        });
  }

  @Test
  void doesNotWarnOfAServerThatHandedOverBeforeItStopped() {
    assertThat(ResourceEvent.between(RUNNING, after(RoleChangeKind.HANDOVER)))
        .containsExactly(
            new ResourceEvent(
                false, EventReason.FAILOVER_COMPLETED, "Backup replaced Master: the reason."));
  }

  @ParameterizedTest
  @EnumSource(names = {"SWITCHOVER", "FAILBACK"})
  void tellsOfAPlannedSwitch(RoleChangeKind kind) {
    assertThat(ResourceEvent.between(RUNNING, after(kind)))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.warning()).isFalse();
          assertThat(it.reason()).isEqualTo(EventReason.SWITCHOVER_COMPLETED);
          assertThat(it.note()).endsWith(" from Master to Backup completed.");
        });
  }

  @Test
  void tellsHowLongARoleChangeTookAndWhatTheNewServerLacked() {
    assertThat(ResourceEvent.between(RUNNING, measured(RoleChangeKind.HANG)))
        .extracting(ResourceEvent::note)
        .containsExactly(
            "Backup replaced Master after 135 ms (replication gap 0 bytes): the reason.");
    assertThat(ResourceEvent.between(RUNNING, measured(RoleChangeKind.FAILBACK)))
        .extracting(ResourceEvent::note)
        .containsExactly("Failback from Master to Backup completed in 135 ms.");
  }

  @Test
  void warnsOnceOfAnOpenDecision() {
    RedisFailoverStatus blocked = status(Phase.BLOCKED, null, READY, IN_SYNC, APPLIED);
    assertThat(ResourceEvent.between(RUNNING, blocked))
        .containsExactly(
            new ResourceEvent(true, EventReason.DECISION_REQUIRED, "the sentence of Ready"));
    assertThat(ResourceEvent.between(blocked, blocked)).isEmpty();
  }

  @Test
  void tellsOfAStandbyThatCouldTakeOverAndWarnsOfOneThatIsLost() {
    RedisFailoverStatus alone = status(Phase.DEGRADED, null, READY, NOT_IN_SYNC, APPLIED);
    assertThat(ResourceEvent.between(alone, RUNNING))
        .containsExactly(new ResourceEvent(false, EventReason.STANDBY_IN_SYNC, "in sync"));
    assertThat(ResourceEvent.between(RUNNING, alone))
        .containsExactly(
            new ResourceEvent(true, EventReason.STANDBY_OUT_OF_SYNC, "the link is down"));
  }

  @ParameterizedTest
  @EnumSource(RoleChangeKind.class)
  void doesNotWarnOfTheNewStandbyOfAPlannedSwitch(RoleChangeKind kind) {
    boolean planned =
        Set.of(RoleChangeKind.SWITCHOVER, RoleChangeKind.FAILBACK, RoleChangeKind.HANDOVER)
            .contains(kind);
    RedisFailoverStatus switched = status(Phase.DEGRADED, moved(kind), READY, NOT_IN_SYNC, APPLIED);
    assertThat(ResourceEvent.between(RUNNING, switched))
        .contains(new ResourceEvent(!planned, EventReason.STANDBY_OUT_OF_SYNC, "the link is down"));
  }

  @Test
  void warnsOfEachRejectionOnce() {
    RedisFailoverStatus first = rejected("Write A.");
    RedisFailoverStatus second = rejected("Write B.");
    assertThat(ResourceEvent.between(RUNNING, first))
        .containsExactly(new ResourceEvent(true, EventReason.CONFIGURATION_REJECTED, "Write A."));
    assertThat(ResourceEvent.between(first, first)).isEmpty();
    assertThat(ResourceEvent.between(first, second))
        .containsExactly(new ResourceEvent(true, EventReason.CONFIGURATION_REJECTED, "Write B."));
    assertThat(ResourceEvent.between(second, RUNNING)).isEmpty();
  }

  @Test
  void tellsInTheOrderInWhichItHappened() {
    RedisFailoverStatus all =
        status(
            Phase.FAILING_OVER,
            moved(RoleChangeKind.CRASH),
            READY,
            NOT_IN_SYNC,
            holds("ConfigurationApplied", false, "Write A."));
    assertThat(ResourceEvent.between(RUNNING, all))
        .extracting(ResourceEvent::reason)
        .containsExactly(
            EventReason.ACTIVE_SERVER_UNAVAILABLE,
            EventReason.FAILOVER_COMPLETED,
            EventReason.STANDBY_OUT_OF_SYNC,
            EventReason.CONFIGURATION_REJECTED);
  }

  private static RedisFailoverStatus after(RoleChangeKind kind) {
    return status(Phase.RUNNING, moved(kind), READY, IN_SYNC, APPLIED);
  }

  private static RedisFailoverStatus rejected(String message) {
    return status(
        Phase.RUNNING, null, READY, IN_SYNC, holds("ConfigurationApplied", false, message));
  }

  private static RedisFailoverStatus measured(RoleChangeKind kind) {
    return status(Phase.RUNNING, moved(kind, 135L, 0L), READY, IN_SYNC, APPLIED);
  }

  private static LastRoleChange moved(RoleChangeKind kind) {
    return moved(kind, null, null);
  }

  private static LastRoleChange moved(
      RoleChangeKind kind, @Nullable Long durationMillis, @Nullable Long gapBytes) {
    return new LastRoleChange(
        "2026-01-31T12:00:00Z",
        kind,
        ServerName.MASTER,
        ServerName.BACKUP,
        "the reason",
        null,
        durationMillis,
        gapBytes,
        null,
        null);
  }

  private static Condition holds(String type, boolean holds, String message) {
    ConditionStatus status = holds ? ConditionStatus.TRUE : ConditionStatus.FALSE;
    return new Condition(type, status, 1L, "2026-01-31T12:00:00Z", "Reason", message);
  }

  private static RedisFailoverStatus status(
      Phase phase, @Nullable LastRoleChange lastRoleChange, Condition... conditions) {
    return new RedisFailoverStatus(
        1L,
        phase,
        ServerName.MASTER,
        7L,
        "a".repeat(40),
        Given.CLIENTS,
        List.of(),
        null,
        lastRoleChange,
        List.of(conditions),
        null);
  }
}
