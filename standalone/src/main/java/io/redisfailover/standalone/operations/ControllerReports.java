package io.redisfailover.standalone.operations;

import io.redisfailover.controlapi.ControllerReport;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
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
    List<ControllerReport.Server> servers =
        Arrays.stream(Node.values())
            .map(node ->
                new ControllerReport.Server(
                    node,
                    endpoints.of(node).toString(),
                    status.nodes().getOrDefault(node, "not seen yet")))
            .toList();
    return new ControllerReport(
        status.phase().displayName(),
        status.active(),
        status.line(),
        status.inSync(),
        servers,
        status.cause(),
        status.sentence(),
        status.needsDecision(),
        status.problems());
  }
}
