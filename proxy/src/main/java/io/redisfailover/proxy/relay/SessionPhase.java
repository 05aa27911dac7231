package io.redisfailover.proxy.relay;

/** The phase of a session, with its letter in HAProxy's log. */
public enum SessionPhase {
  /** Accepted, before the first byte of the client. */
  REQUEST('R'),
  /** Held, because there was no route or no free connection of the server. */
  QUEUE('Q'),
  /** Dialling a server. */
  CONNECT('C'),
  /** Moving bytes. */
  DATA('D'),
  /** One side had finished, the other was still sending. */
  LAST('L'),
  /** Ended. */
  OVER('-');

  private final char letter;

  SessionPhase(char letter) {
    this.letter = letter;
  }

  /** {@return the second character of the termination state} */
  public char letter() {
    return letter;
  }
}
