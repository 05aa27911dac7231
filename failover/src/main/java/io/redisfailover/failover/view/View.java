package io.redisfailover.failover.view;

import java.time.Instant;
import java.util.Optional;

/**
 * One probe of one server.
 *
 * @param node the server that was asked
 * @param sentAt when the probe was sent: what a view says was true then or later, never surely now
 * @param receivedAt when its answer, or the lack of one, was known
 * @param answer what came back
 */
public record View(Node node, Instant sentAt, Instant receivedAt, Answer answer) {

  /** {@return what the server said of itself, if it did} */
  public Optional<ServerState> state() {
    return answer instanceof Answer.Answered(ServerState state)
        ? Optional.of(state)
        : Optional.empty();
  }

  /** {@return whether the server said what it is} */
  public boolean answered() {
    return answer instanceof Answer.Answered;
  }

  /** {@return whether the server called itself a master} */
  public boolean isMaster() {
    return answer instanceof Answer.Answered(ServerState state) && state.isMaster();
  }

  /** {@return whether the server called itself a replica of anything} */
  public boolean isReplica() {
    return answer instanceof Answer.Answered(ServerState state) && !state.isMaster();
  }

  /** {@return whether the server said that it is parked} */
  public boolean isParked() {
    return answer instanceof Answer.Answered(ServerState state) && state.isParked();
  }
}
