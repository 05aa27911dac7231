package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.Route;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Routes of the control API that are not the proxy's own: the process around it answers them. The
 * token and the method were checked before; the address and the connection are the proxy's.
 */
@FunctionalInterface
public interface FurtherRoutes {
  /** There are none. */
  FurtherRoutes NONE = (route, body) -> Optional.empty();

  /**
   * A response.
   *
   * @param status the HTTP status
   * @param body JSON
   */
  record Reply(int status, String body) {}

  /**
   * Answers a request. Called by the thread that serves all control connections, so it must not
   * block; the stage may be completed by any thread, before a connection counts as idle.
   *
   * @param route what is asked
   * @param body the body, not larger than the control API allows; empty without one
   * @return the response to come; empty when this process does not have that route
   */
  Optional<CompletionStage<Reply>> answer(Route route, byte[] body);
}
