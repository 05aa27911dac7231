package io.redisfailover.operator.reconcile;

import java.security.SecureRandom;

/** Generates passwords. Thread-safe. */
final class Passwords {
  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** {@return a new password of letters and digits, with 190 bits of entropy} */
  static String random() {
    StringBuilder password = new StringBuilder(LENGTH);
    RANDOM
        .ints(LENGTH, 0, CHARACTERS.length())
        .forEach(index -> password.append(CHARACTERS.charAt(index)));
    return password.toString();
  }
}
