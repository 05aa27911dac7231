package io.redisfailover.controlapi;

import io.redisfailover.failover.model.Server;

/**
 * What an administrator, or a rolling restart, asks of a controller. It stays the same value from
 * the command line or the annotation to the controller's decision; a {@link RequestOutcome} ends
 * it.
 */
public sealed interface ControllerRequest {
  /** {@return the server that the request names} */
  Server server();

  /**
   * A switchover.
   *
   * @param server the server that becomes active
   */
  record Switchover(Server server) implements ControllerRequest {}

  /**
   * The decision that a controller requires where both servers may hold writes that the other one
   * lacks.
   *
   * @param server the server whose data is kept; what only the other one holds is discarded
   */
  record KeepDataOf(Server server) implements ControllerRequest {}
}
