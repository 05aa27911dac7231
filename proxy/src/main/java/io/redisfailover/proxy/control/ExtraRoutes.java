package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.Route;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Routes of the control API that the process around the proxy answers. The proxy has checked the
 * token and the method before.
 */
@FunctionalInterface
public interface ExtraRoutes {
  /** No such routes. */
  ExtraRoutes NONE = (route, body) -> Optional.empty();

  /**
   * A reply.
   *
   * @param status the HTTP status
   * @param body JSON
   */
  record Reply(int status, String body) {}

  /**
   * Answers a request. It is called by the thread that serves all control connections, so it must
   * not block. Any thread may complete the stage, within the idle time of a connection.
   *
   * @param route the route
   * @param body the body, at most as large as the control API allows; empty without one
   * @return the reply to come; empty when this process does not have that route
   */
  Optional<CompletionStage<Reply>> answer(Route route, byte[] body);
}
