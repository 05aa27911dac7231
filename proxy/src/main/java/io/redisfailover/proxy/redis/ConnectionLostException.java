package io.redisfailover.proxy.redis;

import io.redisfailover.failover.command.Reply;
import java.io.IOException;
import java.util.List;

/** A connection to a server broke while replies were awaited. */
public final class ConnectionLostException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<Reply> received;

  /**
   * A loss.
   *
   * @param received the replies of the packet that had come before it
   * @param cause what broke it
   */
  ConnectionLostException(List<Reply> received, Throwable cause) {
    super(cause.getMessage(), cause);
    this.received = List.copyOf(received);
  }

  /** {@return the replies that had come: a server that turns us away says why, then closes} */
  public List<Reply> received() {
    return received;
  }
}
