package io.redisfailover.standalone.admin;

import io.redisfailover.controlapi.ControllerReport;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import java.util.Arrays;
import java.util.List;

/** What the controller knows and does, as the control API tells it. Pure. */
final class ControllerReports {
  private ControllerReports() {}

  /**
   * {@return the report}
   *
   * @param status what the controller knows and does
   * @param endpoints where the two servers are
   */
  static ControllerReport of(ControllerStatus status, Endpoints endpoints) {
    List<ControllerReport.ObservedServer> servers =
        Arrays.stream(Server.values())
            .map(server ->
                new ControllerReport.ObservedServer(
                    server,
                    endpoints.of(server).toString(),
                    status.servers().getOrDefault(server, "not probed yet")))
            .toList();
    return new ControllerReport(
        status.phase().displayName(),
        status.active(),
        status.epoch(),
        status.inSync(),
        servers,
        status.cause(),
        status.sentence(),
        status.decisionRequired(),
        status.problems());
  }
}
