package io.redisfailover.controller.fleet;

import io.redisfailover.controlapi.ProxyReport;
import java.util.Optional;

/** What one proxy answered to one call. */
public sealed interface ProxyReply {
  /**
   * It did as asked.
   *
   * @param status what it said of itself; absent after a prepare
   */
  record Accepted(Optional<ProxyReport> status) implements ProxyReply {}

  /**
   * It refused: its sentence says why.
   *
   * @param sentence the proxy's words
   */
  record Rejected(String sentence) implements ProxyReply {}

  /**
   * It did not answer, or not in this protocol: what it did is not known.
   *
   * @param sentence what was seen
   */
  record Unknown(String sentence) implements ProxyReply {}

  /** {@return the same without the numbers of clients, which change all the time} */
  default ProxyReply summary() {
    return this instanceof Accepted(Optional<ProxyReport> status)
        ? new Accepted(status.map(ProxyReport::withoutClients))
        : this;
  }

  /** {@return whether it did as asked} */
  default boolean accepted() {
    return this instanceof Accepted;
  }
}
