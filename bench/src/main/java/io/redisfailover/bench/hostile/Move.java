package io.redisfailover.bench.hostile;

import java.time.Duration;

/** The next thing that a hostile peer does, and how long it rests afterwards. */
sealed interface Move {
  /** {@return how long it rests then} */
  Duration rest();

  /**
   * It sends bytes, as far as the other end takes them.
   *
   * @param bytes them
   * @param rest afterwards
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Send(byte[] bytes, Duration rest) implements Move {}

  /**
   * It does nothing.
   *
   * @param rest how long
   */
  record Wait(Duration rest) implements Move {}

  /**
   * It closes its connection; it opens the next one afterwards.
   *
   * @param rest before that
   */
  record Close(Duration rest) implements Move {}

  /**
   * The same with a reset (RST).
   *
   * @param rest before the next connection
   */
  record Reset(Duration rest) implements Move {}
}
