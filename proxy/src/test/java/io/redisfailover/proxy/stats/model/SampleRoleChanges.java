package io.redisfailover.proxy.stats.model;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Role changes of every kind. */
public final class SampleRoleChanges {
  private SampleRoleChanges() {}

  /** {@return a crash, noticed by a refused dial} */
  static RoleChange killed() {
    return new RoleChange(
        Optional.of(Server.MASTER),
        Server.BACKUP,
        RoleChange.Kind.FAILOVER,
        Optional.of(Cause.REFUSED),
        "connection refused",
        "Master failed (connection refused)",
        moments(
            SampleStatuses.NOW.minusSeconds(75),
            Map.of(
                Moment.LAST_ANSWER, 0L,
                Moment.FIRST_FAILED_PROBE, 3L,
                Moment.DECIDED, 12L,
                Moment.PROMOTE_SENT, 14L,
                Moment.PROMOTED, 15L,
                Moment.ROUTED, 16L)),
        new RoleChange.Clients(OptionalLong.of(8), 8, Optional.of(Duration.ofMillis(11))),
        OptionalLong.of(0),
        List.of());
  }

  /** {@return a hang with a lagging standby} */
  static RoleChange hung() {
    return new RoleChange(
        Optional.of(Server.MASTER),
        Server.BACKUP,
        RoleChange.Kind.FAILOVER,
        Optional.of(Cause.SILENT),
        "no answer for 1.5 s",
        "Master failed (no answer for 1.5 s)",
        moments(
            SampleStatuses.NOW.minusSeconds(90_000),
            Map.of(
                Moment.LAST_ANSWER, 0L,
                Moment.FIRST_FAILED_PROBE, 101L,
                Moment.DECIDED, 1_764L,
                Moment.PROMOTE_SENT, 1_767L,
                Moment.PROMOTED, 1_768L,
                Moment.ROUTED, 1_770L)),
        new RoleChange.Clients(OptionalLong.of(41), 3, Optional.of(Duration.ofMillis(6))),
        OptionalLong.of(1_920),
        List.of(
            "this proxy had not seen Backup in sync, and had never seen Master answer",
            "10.0.0.8:8182 had seen Backup in sync, and Master answer until 34 ms before it"
                + " failed"));
  }

  /** {@return a switchover} */
  static RoleChange switched() {
    return new RoleChange(
        Optional.of(Server.BACKUP),
        Server.MASTER,
        RoleChange.Kind.SWITCHOVER,
        Optional.of(Cause.SWITCHOVER),
        "the controller",
        "Master is a primary and carries epoch 7",
        moments(
            SampleStatuses.NOW.minusSeconds(3_600),
            Map.of(Moment.ANNOUNCED, 0L, Moment.PROMOTED, 8L, Moment.ROUTED, 9L)),
        new RoleChange.Clients(OptionalLong.of(1), 0, Optional.empty()),
        OptionalLong.of(0),
        List.of());
  }

  /** {@return a change by the checks} */
  static RoleChange rerouted() {
    return new RoleChange(
        Optional.of(Server.MASTER),
        Server.BACKUP,
        RoleChange.Kind.REROUTE,
        Optional.of(Cause.CHECK),
        "check",
        "Master is down by its check; Backup is up",
        moments(SampleStatuses.NOW.minusSeconds(48), Map.of(Moment.DECIDED, 0L, Moment.ROUTED, 1L)),
        new RoleChange.Clients(OptionalLong.empty(), 0, Optional.empty()),
        OptionalLong.empty(),
        List.of());
  }

  private static Moments moments(Instant start, Map<Moment, Long> millis) {
    Map<Moment, Instant> known = new EnumMap<>(Moment.class);
    millis.forEach((moment, after) -> known.put(moment, start.plusMillis(after)));
    return new Moments(known);
  }
}
