package io.redisfailover.proxy.relay;

/** Why a session ended, with the letter that HAProxy's log uses for it. */
public enum CloseReason {
  /** Both sides had said all they wanted. */
  COMPLETED('-'),
  /** The client reset its connection, or left while it was held. */
  CLIENT_ABORTED('C'),
  /** The server reset its connection. */
  SERVER_ABORTED('S'),
  /** No server could be dialled in time. */
  NO_SERVER('S'),
  /** The client's side was idle for too long. */
  CLIENT_IDLE('c'),
  /** The server's side was idle for too long. */
  SERVER_IDLE('s'),
  /** The route was in doubt for longer than a session may be held. */
  HOLD_EXPIRED('s'),
  /** The server was given up. */
  SERVER_LOST('D'),
  /** The preferred server is back. */
  SERVER_RETURNED('U'),
  /** Somebody asked for it: a planned switch, an administrator. */
  KILLED('K'),
  /** A limit was reached. */
  LIMIT('P'),
  /** The proxy stopped. */
  STOPPED('L'),
  /** A fault of the proxy itself. */
  INTERNAL('I');

  private final char letter;

  CloseReason(char letter) {
    this.letter = letter;
  }

  /** {@return first character of the termination state} */
  public char letter() {
    return letter;
  }
}
