package io.redisfailover.configuration;

import java.io.IOException;

/** The process cannot start; the message says why and what to do, in one sentence or more. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the sentence. */
  public StartException(String sentence) {
    super(sentence);
  }

  /**
   * {@return that an address cannot be bound}
   *
   * @param failure the sentence of what to do
   */
  public static StartException unbound(IOException failure) {
    return new StartException(String.valueOf(failure.getMessage()));
  }
}
