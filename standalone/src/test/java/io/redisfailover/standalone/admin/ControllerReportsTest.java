package io.redisfailover.standalone.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ControllerReport;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testsupport.EveryComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a controller knows reaches an administrator, as JSON and as epochs. */
class ControllerReportsTest {
  private static final Epoch EPOCH = new Epoch(7, Server.MASTER, "abc");
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("::2", 6380));

  private static final ControllerReport REPORT =
      new ControllerReport(
          "FailingOver",
          Optional.of(Server.MASTER),
          Optional.of(EPOCH),
          true,
          List.of(
              new ControllerReport.ObservedServer(Server.MASTER, "10.0.0.1:6379", "primary"),
              new ControllerReport.ObservedServer(Server.BACKUP, "[::2]:6380", "replica, link up")),
          Optional.of(Cause.REFUSED),
          "both have data",
          Optional.of("which one goes on"),
          List.of("The record could not be saved."));

  @Test
  void tellsAllThatTheControllerKnows() {
    ControllerStatus status =
        new ControllerStatus(
            Phase.FAILING_OVER,
            Optional.of(EPOCH),
            Optional.of(Server.MASTER),
            true,
            Map.of(Server.MASTER, "primary", Server.BACKUP, "replica, link up"),
            Optional.of(Cause.REFUSED),
            "both have data",
            Optional.of("which one goes on"),
            List.of("The record could not be saved."),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            List.of());

    assertThat(EveryComponent.set(ControllerReports.of(status, ENDPOINTS))).isEqualTo(REPORT);
  }

  @Test
  void putsOneFactOnEachLine() {
    assertThat(StatusText.of(REPORT))
        .isEqualToNormalizingNewlines(
            """
            phase    FailingOver
            active   Master
            epoch    7
            in sync  yes
            Master   10.0.0.1:6379, primary
            Backup   [::2]:6380, replica, link up
            message  Both have data.
            problem  The record could not be saved.
            decide   as the message says; keep-data-of stands for the option --keep-data-of\
            """);
  }

  @Test
  void saysWhereThereIsNothingToSay() {
    ControllerReport pending =
        new ControllerReport(
            "Pending",
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            Optional.empty(),
            "the controller has just started",
            Optional.empty(),
            List.of());

    assertThat(StatusText.of(pending))
        .isEqualToNormalizingNewlines(
            """
            phase    Pending
            active   none
            epoch    none
            in sync  no
            message  The controller has just started.\
            """);
  }
}
