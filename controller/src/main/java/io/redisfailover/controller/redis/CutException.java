package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import java.util.List;

/** A connection could not be made, or was cut while replies were awaited. */
final class CutException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ConnectionFailure failure;
  private final transient List<Reply> received;

  /** One with the replies that had come before. */
  CutException(ConnectionFailure failure, List<Reply> received) {
    super(failure.toString(), null, false, false);
    this.failure = failure;
    this.received = List.copyOf(received);
  }

  ConnectionFailure failure() {
    return failure;
  }

  /**
   * {@return what the server said before it closed the connection; nothing of an answer that was
   * late or garbled}
   */
  List<Reply> lastWords() {
    return failure == ConnectionFailure.CLOSED ? received : List.of();
  }
}
