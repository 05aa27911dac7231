package io.redisfailover.configuration.haproxy;

/**
 * A directive cannot be used; the message says what is wrong and what to do, and shows no value.
 */
final class CfgException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /** With the sentence. */
  CfgException(String advice) {
    super(advice);
    this.advice = advice;
  }

  /** {@return what is wrong and what to do} */
  String advice() {
    return advice;
  }
}
