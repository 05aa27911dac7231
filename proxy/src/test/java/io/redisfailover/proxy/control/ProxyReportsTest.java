package io.redisfailover.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.KnownPeers;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.testsupport.EveryComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProxyReportsTest {
  private static final Epoch LINE = new Epoch(7, Server.MASTER, "a".repeat(40));
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.250Z");

  @Test
  void tellsAllThatAControllerHasToKnow() {
    ProxyReport report = ProxyReports.of("proxy-1", status(change(RoleChange.Kind.FAILOVER)), 3, 5);

    assertThat(EveryComponent.set(report))
        .isEqualTo(
            new ProxyReport(
                "proxy-1",
                Optional.of(LINE),
                Optional.of(Server.MASTER),
                true,
                "Master is active in line 7 (Master)",
                13,
                Optional.of("a1"),
                3,
                5,
                Optional.of(change(RoleChange.Kind.FAILOVER)),
                Optional.of(new KnownPeers(1, 12))));
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
        status(change(RoleChange.Kind.SWITCHOVER), change(RoleChange.Kind.FAILOVER));

    assertThat(ProxyReports.of("proxy-1", status, 0, 0).lastRoleChange())
        .get()
        .extracting(RoleChange::kind)
        .isEqualTo(RoleChange.Kind.SWITCHOVER);
  }

  private static RouteStatus status(RoleChange... changes) {
    return new RouteStatus(
        Optional.of(LINE),
        Optional.of(Server.MASTER),
        true,
        "Master is active in line 7 (Master)",
        Optional.empty(),
        13,
        Optional.of("a1"),
        Optional.empty(),
        Optional.empty(),
        List.of(changes),
        0,
        Optional.of(new KnownPeers(1, 12)));
  }

  private static RoleChange change(RoleChange.Kind kind) {
    return new RoleChange(
        Optional.of(Server.BACKUP),
        Server.MASTER,
        kind,
        Optional.of(Cause.REFUSED),
        "connection refused",
        "Backup: connection refused: Master is promoted",
        new Moments(Map.of(Moment.DECIDED, AT.minusMillis(2), Moment.ROUTED, AT)),
        new RoleChange.Clients(OptionalLong.of(8), 2, Optional.of(Duration.ofMillis(25))),
        OptionalLong.of(1920),
        List.of("this proxy had seen Master in sync"));
  }
}
