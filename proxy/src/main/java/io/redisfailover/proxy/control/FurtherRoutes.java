package io.redisfailover.proxy.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Routes of the control API that are not the proxy's own: the process around it answers them. The
 * token was checked before; the address and the connection are the proxy's.
 */
@FunctionalInterface
public interface FurtherRoutes {
  /** There are none. */
  FurtherRoutes NONE = (method, path, body) -> Optional.empty();

  /**
   * A response.
   *
   * @param status the HTTP status
   * @param body the JSON
   */
  record Reply(int status, JsonNode body) {}

  /**
   * Answers a request. Called by the thread that serves all control connections, so it must not
   * block; the stage may be completed by any thread, within less than a minute.
   *
   * @param method the HTTP method, in capitals
   * @param path the path with its leading slash
   * @param body the body, at most 64 KiB; empty without one
   * @return the response to come; empty when there is no such route
   */
  Optional<CompletionStage<Reply>> answer(String method, String path, byte[] body);
}
