package io.redisfailover.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ControllerReport;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.testsupport.EveryComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a controller knows reaches a person, as JSON and as lines. */
class ControllerReportsTest {
  private static final Line LINE = new Line(7, Node.MASTER, "abc");
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("::2", 6380));

  private static final ControllerReport REPORT =
      new ControllerReport(
          "FailingOver",
          Optional.of(Node.MASTER),
          Optional.of(LINE),
          true,
          List.of(
              new ControllerReport.Server(Node.MASTER, "10.0.0.1:6379", "master"),
              new ControllerReport.Server(Node.BACKUP, "[::2]:6380", "replica, link up")),
          Optional.of(Cause.REFUSED),
          "both have data",
          Optional.of("which one goes on"),
          List.of("The record could not be saved."));

  @Test
  void tellsAllThatTheControllerKnows() {
    ControllerStatus status =
        new ControllerStatus(
            Phase.FAILING_OVER,
            Optional.of(LINE),
            Optional.of(Node.MASTER),
            true,
            Map.of(Node.MASTER, "master", Node.BACKUP, "replica, link up"),
            Optional.of(Cause.REFUSED),
            "both have data",
            Optional.of("which one goes on"),
            List.of("The record could not be saved."),
            Optional.empty(),
            Map.of());

    assertThat(EveryComponent.set(ControllerReports.of(status, ENDPOINTS))).isEqualTo(REPORT);
  }

  @Test
  void putsOneFactOnEachLine() {
    assertThat(StatusText.of(REPORT))
        .isEqualToNormalizingNewlines(
            """
            phase    FailingOver
            active   Master
            line     7 (Master)
            in sync  yes
            Master   10.0.0.1:6379, master
            Backup   [::2]:6380, replica, link up
            why      both have data
            problem  The record could not be saved.
            answer   with --promote Master or --promote Backup\
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
            "The controller has just started.",
            Optional.empty(),
            List.of());

    assertThat(StatusText.of(pending))
        .isEqualToNormalizingNewlines(
            """
            phase    Pending
            active   none
            line     none
            in sync  no
            why      The controller has just started.\
            """);
  }
}
