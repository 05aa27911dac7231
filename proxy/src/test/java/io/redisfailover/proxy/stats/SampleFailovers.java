package io.redisfailover.proxy.stats;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.stats.Timeline.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Changes of the active server of every kind. */
final class SampleFailovers {
  private SampleFailovers() {}

  /** {@return a crash, noticed by a refused dial} */
  static PastFailover killed() {
    return new PastFailover(
        Optional.of(Node.MASTER),
        Node.BACKUP,
        PastFailover.Kind.FAILOVER,
        Cause.REFUSED,
        "connection refused",
        "Master: connection refused: Backup is promoted",
        timeline(
            SampleStatuses.NOW.minusSeconds(75),
            Map.of(
                Moment.LAST_ANSWER, 0L,
                Moment.FIRST_FAILED_LOOK, 3L,
                Moment.DECIDED, 12L,
                Moment.PROMOTE_SENT, 14L,
                Moment.PROMOTED, 15L,
                Moment.ROUTED, 16L)),
        new AffectedClients(OptionalLong.of(8), 8, Optional.of(Duration.ofMillis(11))),
        OptionalLong.of(0));
  }

  /** {@return a hang with a lagging standby} */
  static PastFailover hung() {
    return new PastFailover(
        Optional.of(Node.MASTER),
        Node.BACKUP,
        PastFailover.Kind.FAILOVER,
        Cause.SILENT,
        "no answer for 1.5 s",
        "Master has not answered for 1500 ms: Backup is promoted",
        timeline(
            SampleStatuses.NOW.minusSeconds(90_000),
            Map.of(
                Moment.LAST_ANSWER, 0L,
                Moment.FIRST_FAILED_LOOK, 101L,
                Moment.DECIDED, 1_764L,
                Moment.PROMOTE_SENT, 1_767L,
                Moment.PROMOTED, 1_768L,
                Moment.ROUTED, 1_770L)),
        new AffectedClients(OptionalLong.of(41), 3, Optional.of(Duration.ofMillis(6))),
        OptionalLong.of(1_920));
  }

  /** {@return a planned switch} */
  static PastFailover switched() {
    return new PastFailover(
        Optional.of(Node.BACKUP),
        Node.MASTER,
        PastFailover.Kind.SWITCHOVER,
        Cause.SWITCHOVER,
        "planned switch",
        "Master is master and its data carry line 7",
        timeline(
            SampleStatuses.NOW.minusSeconds(3_600),
            Map.of(Moment.ANNOUNCED, 0L, Moment.PROMOTED, 8L, Moment.ROUTED, 9L)),
        new AffectedClients(OptionalLong.of(1), 0, Optional.empty()),
        OptionalLong.of(0));
  }

  /** {@return a change by the checks} */
  static PastFailover rerouted() {
    return new PastFailover(
        Optional.of(Node.MASTER),
        Node.BACKUP,
        PastFailover.Kind.REROUTE,
        Cause.CHECK,
        "check",
        "the check of Master fails, the check of Backup passes",
        timeline(
            SampleStatuses.NOW.minusSeconds(48), Map.of(Moment.DECIDED, 0L, Moment.ROUTED, 1L)),
        new AffectedClients(OptionalLong.empty(), 0, Optional.empty()),
        OptionalLong.empty());
  }

  private static Timeline timeline(Instant start, Map<Moment, Long> millis) {
    Map<Moment, Instant> moments = new EnumMap<>(Moment.class);
    millis.forEach((moment, after) -> moments.put(moment, start.plusMillis(after)));
    return new Timeline(moments);
  }
}
