package io.redisfailover.proxy.relay;

/** The reason why a session ended, with its letter in HAProxy's log. */
public enum CloseReason {
  /** Both sides had finished. */
  COMPLETED('-'),
  /** The client reset its connection, or closed it while it was held. */
  CLIENT_ABORTED('C'),
  /** The server reset its connection. */
  SERVER_ABORTED('S'),
  /** No server could be dialled in time. */
  NO_SERVER('S'),
  /** The client's side was idle for too long. */
  CLIENT_IDLE('c'),
  /** The server's side was idle for too long. */
  SERVER_IDLE('s'),
  /** The session was held for longer than the limit. */
  HOLD_EXPIRED('s'),
  /** The server failed, or another epoch began. */
  SERVER_LOST('D'),
  /** {@code RouteOnly}: Master passes its check again. */
  SERVER_RETURNED('U'),
  /** A switchover. */
  KILLED('K'),
  /** A limit was reached. */
  LIMIT('P'),
  /** The proxy stopped. */
  STOPPED('L'),
  /** A defect of the proxy itself. */
  INTERNAL('I');

  private final char letter;

  CloseReason(char letter) {
    this.letter = letter;
  }

  /** {@return the first character of the termination state} */
  public char letter() {
    return letter;
  }
}
