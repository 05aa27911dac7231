package io.redisfailover.proxy.redis;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;

/** A connection to a server could not be made, or broke while it waited for replies. */
public final class ConnectionLostException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Netty's epoll throws one class of exception for nearly every failed dial, with the error's
   * number in its message.
   */
  private static final String BY_EPOLL = "error(";

  /** Loaded only where epoll is used: the numbers come from its native library. */
  private static final class ByEpoll {
    private static final String RESET = BY_EPOLL + Errors.ERRNO_ECONNRESET_NEGATIVE + ")";
    private static final String REFUSED = BY_EPOLL + Errors.ERROR_ECONNREFUSED_NEGATIVE + ")";
  }

  private final ConnectionFailure failure;
  private final boolean isFault;

  private ConnectionLostException(ConnectionFailure failure, boolean isFault, Throwable cause) {
    super(cause.getMessage(), cause);
    this.failure = failure;
    this.isFault = isFault;
  }

  /** Creates the loss of a dial that failed. */
  static ConnectionLostException dialling(Throwable cause) {
    return new ConnectionLostException(meaning(cause), false, cause);
  }

  /**
   * Creates the loss of a connection that broke.
   *
   * @param cause the exception that broke it; any but one of the connection or of the replies is a
   *     defect of this program, and says nothing of the server
   */
  static ConnectionLostException awaiting(Throwable cause) {
    return cause instanceof IOException
        ? new ConnectionLostException(ConnectionFailure.ofConnection(cause), false, cause)
        : fault(cause);
  }

  /** Creates the loss of a connection whose replies this program failed to handle. */
  static ConnectionLostException fault(Throwable cause) {
    return new ConnectionLostException(ConnectionFailure.GARBLED, true, cause);
  }

  /**
   * {@return the loss with which a stage failed} Any other exception is a defect of this program,
   * and the connection is unusable.
   */
  public static ConnectionLostException of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof ConnectionLostException lost ? lost : fault(cause);
  }

  private static ConnectionFailure meaning(Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return ConnectionFailure.TIMED_OUT;
    }
    String text = String.valueOf(cause.getMessage());
    if (!(cause instanceof ConnectException) || !text.contains(BY_EPOLL)) {
      return ConnectionFailure.ofDial(cause);
    }
    if (text.contains(ByEpoll.RESET)) {
      return ConnectionFailure.CLOSED;
    }
    return text.contains(ByEpoll.REFUSED)
        ? ConnectionFailure.REFUSED
        : ConnectionFailure.NOT_DIALLED;
  }

  /** {@return its meaning in the protocol} */
  public ConnectionFailure failure() {
    return failure;
  }

  /** {@return whether this program failed, which is to be told by {@link #tell}} */
  public boolean isFault() {
    return isFault;
  }

  /** Tells a part of this program of the defect that caused it, if one did. */
  public void tell(Supervised part) {
    Throwable cause = getCause();
    if (isFault && cause != null) {
      part.failed(cause);
    }
  }
}
