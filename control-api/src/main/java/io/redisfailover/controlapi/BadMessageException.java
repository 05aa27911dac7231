package io.redisfailover.controlapi;

/** A message that is not as the control API wants it. Has no stack trace: others wrote it. */
public final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessageException(String sentence) {
    super(sentence, null, false, false);
  }

  /** {@return what is wrong with it, in one sentence} */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
