package io.redisfailover.proxy.relay;

/** The phase of a session, with its letter in HAProxy's log. */
public enum SessionPhase {
  /** Held, because there was no route. */
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
