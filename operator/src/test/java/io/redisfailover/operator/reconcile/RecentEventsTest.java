package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final ResourceEvent LOST =
      new ResourceEvent(true, EventReason.STANDBY_OUT_OF_SYNC, "No link.");

  private final RecentEvents recent = new RecentEvents();

  @Test
  void countAStateThatComesAgain() {
    recent.wrote("a", LOST, new RecentEvents.Written("cache-1", 1, NOW));
    ResourceEvent again =
        new ResourceEvent(true, EventReason.STANDBY_OUT_OF_SYNC, "Too far behind.");
    assertThat(recent.repeated("a", again, NOW.plusSeconds(60)))
        .contains(new RecentEvents.Written("cache-1", 2, NOW.plusSeconds(60)));
  }

  @Test
  void beginAnewAfterAQuietTime() {
    recent.wrote("a", LOST, new RecentEvents.Written("cache-1", 1, NOW));
    assertThat(recent.repeated("a", LOST, NOW.plus(RecentEvents.SERIES))).isEmpty();
    Instant last = NOW.plus(RecentEvents.SERIES).minus(Duration.ofSeconds(1));
    recent.wrote("a", LOST, new RecentEvents.Written("cache-1", 2, last));
    assertThat(recent.repeated("a", LOST, NOW.plus(RecentEvents.SERIES))).isPresent();
  }

  @Test
  void writeEachRoleChange() {
    ResourceEvent change =
        new ResourceEvent(true, EventReason.FAILOVER_COMPLETED, "Backup replaced Master.");
    recent.wrote("a", change, new RecentEvents.Written("cache-1", 1, NOW));
    assertThat(recent.repeated("a", change, NOW)).isEmpty();
  }

  @Test
  void areThoseOfOneResourceEach() {
    recent.wrote("a", LOST, new RecentEvents.Written("cache-1", 1, NOW));
    assertThat(recent.repeated("b", LOST, NOW)).isEmpty();
  }

  /** A count on an Event that is Normal would hide it. */
  @Test
  void writeAWarningOfWhatWasNoneBefore() {
    ResourceEvent planned =
        new ResourceEvent(false, EventReason.STANDBY_OUT_OF_SYNC, "After a switchover.");
    recent.wrote("a", planned, new RecentEvents.Written("cache-1", 1, NOW));
    assertThat(recent.repeated("a", LOST, NOW)).isEmpty();
    assertThat(recent.repeated("a", planned, NOW)).isPresent();
  }

  @Test
  void forgetAnEventThatIsGone() {
    recent.wrote("a", LOST, new RecentEvents.Written("cache-1", 1, NOW));
    recent.forget("a", LOST);
    assertThat(recent.repeated("a", LOST, NOW)).isEmpty();
  }
}
