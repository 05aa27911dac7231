package io.redisfailover.operator.reconcile;

import java.security.SecureRandom;

/** Makes passwords that nobody has to type. Thread-safe. */
final class Passwords {
  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** {@return a new one, of letters and digits; 190 bits} */
  static String random() {
    StringBuilder password = new StringBuilder(LENGTH);
    RANDOM
        .ints(LENGTH, 0, CHARACTERS.length())
        .forEach(index -> password.append(CHARACTERS.charAt(index)));
    return password.toString();
  }
}
