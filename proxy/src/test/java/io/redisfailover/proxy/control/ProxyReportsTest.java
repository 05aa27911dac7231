package io.redisfailover.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.stats.AffectedClients;
import io.redisfailover.proxy.stats.PastFailover;
import io.redisfailover.proxy.stats.Timeline;
import io.redisfailover.proxy.stats.Timeline.Moment;
import io.redisfailover.testsupport.EveryComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyReportsTest {
  private static final Line LINE = new Line(7, Node.MASTER, "a".repeat(40));
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.250Z");

  @Test
  void tellsAllThatAControllerHasToKnow() {
    ProxyReport report =
        ProxyReports.of("proxy-1", status(change(PastFailover.Kind.FAILOVER)), 3, 5);

    assertThat(EveryComponent.set(report))
        .isEqualTo(
            new ProxyReport(
                "proxy-1",
                Optional.of(LINE),
                Optional.of(Node.MASTER),
                true,
                "Master is active in line 7 (Master)",
                13,
                Optional.of("a1"),
                3,
                5,
                Optional.of(
                    new RoleChange(
                        AT,
                        Optional.of(Node.BACKUP),
                        Node.MASTER,
                        RoleChange.Kind.FAILOVER,
                        Optional.of(Cause.REFUSED),
                        "connection refused",
                        "Backup: connection refused: Master is promoted",
                        Optional.of(Duration.ofMillis(4)),
                        Duration.ofMillis(6),
                        new RoleChange.Clients(
                            OptionalLong.of(8), 2, Optional.of(Duration.ofMillis(25))),
                        OptionalLong.of(1920),
                        Map.of(
                            RoleChange.Moment.LAST_ANSWER, AT.minusMillis(6),
                            RoleChange.Moment.ANNOUNCED, AT.minusMillis(5),
                            RoleChange.Moment.FIRST_FAILED_PROBE, AT.minusMillis(4),
                            RoleChange.Moment.DECIDED, AT.minusMillis(2),
                            RoleChange.Moment.PROMOTE_SENT, AT.minusMillis(1),
                            RoleChange.Moment.PROMOTED, AT.minusMillis(1),
                            RoleChange.Moment.ROUTED, AT)))));
  }

  @Test
  void saysThatItHasJustStarted() {
    ProxyReport report = ProxyReports.of("proxy-1", RouteStatus.STARTING, 0, 0);

    assertThat(report.message()).isEqualTo("the proxy is starting");
    assertThat(report.ready()).isTrue();
    assertThat(report.lastRoleChange()).isEmpty();
  }

  @Test
  void tellsTheNewestChangeOnly() {
    RouteStatus status =
        status(change(PastFailover.Kind.SWITCHOVER), change(PastFailover.Kind.FAILOVER));

    assertThat(ProxyReports.of("proxy-1", status, 0, 0).lastRoleChange())
        .get()
        .extracting(RoleChange::kind)
        .isEqualTo(RoleChange.Kind.SWITCHOVER);
  }

  @ParameterizedTest
  @CsvSource({
    "FAILOVER, failover",
    "SWITCHOVER, switchover",
    "ADOPTION, external",
    "REROUTE, reroute"
  })
  void namesWhatItHadToDoWithAChange(PastFailover.Kind kind, String word) {
    assertThat(ProxyReports.of("proxy-1", status(change(kind)), 0, 0).lastRoleChange())
        .get()
        .extracting(change -> change.kind().word())
        .isEqualTo(word);
  }

  /** The statistics call one of them otherwise. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FIRST_FAILED_LOOK")
  void callsAMomentAsTheStatisticsDo(Moment moment) {
    assertThat(
            ProxyReports.of("proxy-1", status(change(PastFailover.Kind.FAILOVER)), 0, 0)
                .lastRoleChange()
                .orElseThrow()
                .moments()
                .keySet())
        .extracting(RoleChange.Moment::word)
        .contains(moment.word());
  }

  private static RouteStatus status(PastFailover... changes) {
    return new RouteStatus(
        Optional.of(LINE),
        Optional.of(Node.MASTER),
        true,
        "Master is active in line 7 (Master)",
        Optional.empty(),
        13,
        Optional.of("a1"),
        Optional.empty(),
        Optional.empty(),
        List.of(changes));
  }

  private static PastFailover change(PastFailover.Kind kind) {
    Map<Moment, Instant> moments = new EnumMap<>(Moment.class);
    moments.put(Moment.LAST_ANSWER, AT.minusMillis(6));
    moments.put(Moment.ANNOUNCED, AT.minusMillis(5));
    moments.put(Moment.FIRST_FAILED_LOOK, AT.minusMillis(4));
    moments.put(Moment.DECIDED, AT.minusMillis(2));
    moments.put(Moment.PROMOTE_SENT, AT.minusMillis(1));
    moments.put(Moment.PROMOTED, AT.minusMillis(1));
    moments.put(Moment.ROUTED, AT);
    return new PastFailover(
        Optional.of(Node.BACKUP),
        Node.MASTER,
        kind,
        Cause.REFUSED,
        "connection refused",
        "Backup: connection refused: Master is promoted",
        new Timeline(moments),
        new AffectedClients(OptionalLong.of(8), 2, Optional.of(Duration.ofMillis(25))),
        OptionalLong.of(1920));
  }
}
