package io.redisfailover.failover.policy.controller;

/**
 * How many keys a server holds, for an administrator. A large number is said in round figures, so
 * that the sentence of a server that is being written to stays the same, and is told once.
 */
final class KeyCount {
  private static final long EXACT_BELOW = 100;
  private static final long BASE = 10;

  private KeyCount() {}

  /** {@return such as {@code 1 key}, {@code 42 keys}, {@code more than 3000 keys}} */
  static String inWords(long keys) {
    if (keys == 1) {
      return "1 key";
    }
    if (keys < EXACT_BELOW) {
      return keys + " keys";
    }
    long unit = 1;
    while (keys / unit >= BASE) {
      unit *= BASE;
    }
    long round = keys / unit * unit;
    return (round == keys ? "" : "more than ") + round + " keys";
  }
}
