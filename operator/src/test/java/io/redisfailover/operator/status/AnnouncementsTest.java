package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a role change becomes an Event. */
class AnnouncementsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SOON = NOW.plusMillis(100);
  private static final Instant LATER = NOW.plus(Announcements.PATIENCE);
  private static final RedisFailoverStatus BEFORE = status(Phase.RUNNING, null, null);
  private static final RedisFailoverStatus GUESSED =
      status(Phase.RUNNING, RoleChangeKind.CRASH, null);
  private static final RedisFailoverStatus TOLD =
      status(Phase.RUNNING, RoleChangeKind.HANDOVER, 120L);

  private final Announcements before = Announcements.upTo(BEFORE);

  @Test
  void aClosedConnectionThatWasAHandoverIsToldAsOne() {
    Announcements.Step first = before.at(GUESSED, NOW);
    assertThat(first.events()).isEmpty();
    assertThat(first.next().waits()).isTrue();

    Announcements.Step second = first.next().at(TOLD, SOON);
    assertThat(second.next()).isEqualTo(Announcements.upTo(TOLD));
    assertThat(second.events())
        .extracting(ResourceEvent::warning, ResourceEvent::reason)
        .containsExactly(Tuple.tuple(false, EventReason.FAILOVER_COMPLETED));
    assertThat(second.next().at(TOLD, LATER).events()).isEmpty();
  }

  @Test
  void aCrashIsToldAsOneWhenNoProxySaysOtherwiseInTime() {
    Announcements waiting = before.at(GUESSED, NOW).next();
    RedisFailoverStatus timed = status(Phase.RUNNING, RoleChangeKind.CRASH, 300L);
    assertThat(waiting.at(timed, SOON).events()).isEmpty();
    for (RedisFailoverStatus late : List.of(GUESSED, timed)) {
      Announcements.Step last = waiting.at(late, LATER);
      assertThat(last.events()).extracting(ResourceEvent::warning).containsExactly(true);
      assertThat(last.next().waits()).isFalse();
    }
  }

  @Test
  void whatIsWaitedWithIsToldByAnOperatorThatEnds() {
    assertThat(before.rest()).isEmpty();
    assertThat(before.at(GUESSED, NOW).next().rest())
        .extracting(ResourceEvent::reason)
        .containsExactly(EventReason.FAILOVER_COMPLETED);
  }

  @Test
  void whatElseHappensMeanwhileIsToldAtOnce() {
    Announcements waiting = before.at(GUESSED, NOW).next();
    for (Phase phase : List.of(Phase.FAILING_OVER, Phase.BLOCKED)) {
      RedisFailoverStatus next = status(phase, RoleChangeKind.CRASH, null);
      assertThat(waiting.at(next, SOON).events()).hasSize(2);
    }
  }

  @Test
  void whatHappensWhileItWaitsIsToldToo() {
    RedisFailoverStatus inSync = status(Phase.RUNNING, null, null, ConditionStatus.TRUE);
    RedisFailoverStatus lost =
        status(Phase.RUNNING, RoleChangeKind.CRASH, null, ConditionStatus.FALSE);
    RedisFailoverStatus back =
        status(Phase.RUNNING, RoleChangeKind.HANDOVER, 120L, ConditionStatus.TRUE);
    Announcements first = Announcements.upTo(inSync).at(lost, NOW).next();
    assertThat(first.at(lost, SOON).next().untold()).hasSize(1);
    assertThat(first.at(back, SOON).events())
        .extracting(ResourceEvent::warning, ResourceEvent::reason)
        .containsExactly(
            Tuple.tuple(false, EventReason.FAILOVER_COMPLETED),
            Tuple.tuple(false, EventReason.STANDBY_OUT_OF_SYNC),
            Tuple.tuple(false, EventReason.STANDBY_IN_SYNC));
  }

  @Test
  void whatIsCertainIsToldAtOnce() {
    assertThat(before.at(TOLD, NOW).events()).hasSize(1);
    assertThat(before.at(BEFORE, NOW).next().waits()).isFalse();
  }

  private static RedisFailoverStatus status(
      Phase phase, @Nullable RoleChangeKind kind, @Nullable Long durationMillis) {
    return status(phase, kind, durationMillis, ConditionStatus.UNKNOWN);
  }

  private static RedisFailoverStatus status(
      Phase phase,
      @Nullable RoleChangeKind kind,
      @Nullable Long durationMillis,
      ConditionStatus inSync) {
    LastRoleChange change =
        kind == null
            ? null
            : new LastRoleChange(
                NOW.toString(),
                kind,
                ServerName.MASTER,
                ServerName.BACKUP,
                "Because.",
                null,
                durationMillis,
                null,
                null,
                null);
    List<Condition> conditions =
        List.of(new Condition("InSync", inSync, 1L, null, "AReason", "A message."));
    return new RedisFailoverStatus(
        1L, phase, null, null, null, null, null, null, change, conditions, null);
  }
}
