package io.redisfailover.operator.roll;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many resources are rolled at a time. */
class RollTurnsTest {
  private static final RollStep RESTART = new RollStep.Restart(Server.BACKUP, "uid", "a test");
  private static final RollStep SWITCHOVER = new RollStep.Switchover(Server.BACKUP, "a test");
  private static final RollStep WAITING = new RollStep.Waiting("a test");
  private static final RollStep SETTLED = new RollStep.Settled("a test");
  private static final RollStep STUCK = new RollStep.Stuck("a test");

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final RollTurns<String> turns = new RollTurns<>(2);

  @Test
  void beginNoMoreThanTheLimitAndGoOnUntilTheyAreDone() {
    assertThat(turns.admits("a", RESTART, NOW)).isTrue();
    assertThat(turns.admits("b", RESTART, NOW)).isTrue();
    assertThat(turns.admits("c", RESTART, NOW)).isFalse();
    assertThat(turns.admits("a", WAITING, NOW)).isTrue();
    assertThat(turns.admits("a", SWITCHOVER, NOW)).isTrue();
    assertThat(turns.admits("a", RESTART, NOW)).isTrue();
    assertThat(turns.admits("c", RESTART, NOW)).isFalse();
    assertThat(turns.admits("a", SETTLED, NOW)).isTrue();
    assertThat(turns.admits("c", RESTART, NOW)).isTrue();
  }

  @Test
  void areGivenUpByOneThatIsStuckOrDeleted() {
    turns.admits("a", RESTART, NOW);
    turns.admits("b", RESTART, NOW);
    turns.admits("a", STUCK, NOW);
    assertThat(turns.admits("c", RESTART, NOW)).isTrue();
    turns.forget("b");
    assertThat(turns.admits("d", RESTART, NOW)).isTrue();
  }

  /** A new build of the operator changes both. */
  @Test
  void countAResourceOnceHoweverMuchOfItIsRolled() {
    assertThat(turns.admitsProxies("a", NOW)).isTrue();
    assertThat(turns.admits("a", RESTART, NOW)).isTrue();
    assertThat(turns.admits("b", RESTART, NOW)).isTrue();
    assertThat(turns.admitsProxies("c", NOW)).isFalse();
    turns.endsProxies("a");
    assertThat(turns.admitsProxies("c", NOW)).as("its servers are still rolled").isFalse();
    turns.admits("a", SETTLED, NOW);
    assertThat(turns.admitsProxies("c", NOW)).isTrue();
  }

  @Test
  void endForOneThatWaitsForTooLong() {
    turns.admits("a", RESTART, NOW);
    turns.admits("b", RESTART, NOW);
    Instant later = NOW.plus(RollTurns.LONGEST);
    assertThat(turns.admits("c", RESTART, later.minusMillis(1))).isFalse();
    assertThat(turns.admits("c", RESTART, later)).isTrue();
    assertThat(turns.admits("a", SWITCHOVER, later)).isTrue();
  }
}
