package io.redisfailover.standalone;

/** The process cannot start; the message says why and what to do, in one sentence or more. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the sentence. */
  public StartException(String sentence) {
    super(sentence);
  }
}
