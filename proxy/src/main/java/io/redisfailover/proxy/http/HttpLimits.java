package io.redisfailover.proxy.http;

import java.time.Duration;

/**
 * What one HTTP server takes from its clients.
 *
 * @param requestLineBytes longest request line, positive
 * @param headerBytes most bytes of all headers of a request, positive
 * @param bodyBytes largest body of a request, 0 or more
 * @param idle how long a connection may send nothing, positive; longer than any answer takes
 * @param connections most connections at once, at least 1; one more takes the place of the
 *     connection that has been idle for the longest time
 */
public record HttpLimits(
    int requestLineBytes, int headerBytes, int bodyBytes, Duration idle, int connections) {
  /** Checks the ranges. */
  public HttpLimits {
    if (requestLineBytes < 1 || headerBytes < 1 || bodyBytes < 0 || connections < 1) {
      throw new IllegalArgumentException(
          "a limit is too small: %d, %d and %d bytes, %d connections"
              .formatted(requestLineBytes, headerBytes, bodyBytes, connections));
    }
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("idle is " + idle + ", use more than 0");
    }
  }
}
