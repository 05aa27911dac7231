package io.redisfailover.proxy.relay;

/** How far a session had come, with the letter that HAProxy's log uses for it. */
public enum Phase {
  /** Held: the route was in doubt. */
  QUEUE('Q'),
  /** Dialling a server. */
  CONNECT('C'),
  /** Moving bytes. */
  DATA('D'),
  /** One side had finished, the other was still sending. */
  LAST('L'),
  /** Over. */
  OVER('-');

  private final char letter;

  Phase(char letter) {
    this.letter = letter;
  }

  /** {@return second character of the termination state} */
  public char letter() {
    return letter;
  }
}
