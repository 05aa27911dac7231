package io.redisfailover.proxy.redis;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** A connection to a server could not be made, or broke while replies were awaited. */
public final class ConnectionLostException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Epoll has one class of exception for nearly every failed dial, with the error's number in it.
   */
  private static final String BY_EPOLL = "error(";

  private static final String RESET = BY_EPOLL + Errors.ERRNO_ECONNRESET_NEGATIVE + ")";
  private static final String REFUSED = BY_EPOLL + Errors.ERROR_ECONNREFUSED_NEGATIVE + ")";

  private final ConnectionFailure failure;
  private final transient List<Reply> received;

  private ConnectionLostException(
      ConnectionFailure failure, List<Reply> received, Throwable cause) {
    super(cause.getMessage(), cause);
    this.failure = failure;
    this.received = List.copyOf(received);
  }

  /** A dial failed. */
  static ConnectionLostException dialling(Throwable cause) {
    return new ConnectionLostException(meaning(cause), List.of(), cause);
  }

  /**
   * A connection broke.
   *
   * @param received the replies of the packet that had come before it
   * @param cause what broke it
   */
  static ConnectionLostException awaiting(List<Reply> received, Throwable cause) {
    return new ConnectionLostException(ConnectionFailure.ofConnection(cause), received, cause);
  }

  /**
   * {@return the loss that a stage failed with} Whatever else it failed with, the connection is of
   * no use.
   */
  public static ConnectionLostException of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof ConnectionLostException lost ? lost : awaiting(List.of(), cause);
  }

  private static ConnectionFailure meaning(Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return ConnectionFailure.TIMED_OUT;
    }
    String text = String.valueOf(cause.getMessage());
    if (!(cause instanceof ConnectException) || !text.contains(BY_EPOLL)) {
      return ConnectionFailure.ofDial(cause);
    }
    if (text.contains(RESET)) {
      return ConnectionFailure.CLOSED;
    }
    return text.contains(REFUSED) ? ConnectionFailure.REFUSED : ConnectionFailure.NOT_DIALLED;
  }

  /** {@return what it is to the protocol} */
  public ConnectionFailure failure() {
    return failure;
  }

  /** {@return the replies that had come: a server that turns us away says why, then closes} */
  List<Reply> received() {
    return received;
  }
}
