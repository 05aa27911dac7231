package io.redisfailover.configuration;

import java.io.IOException;

/** The process cannot start; the message says why and what to do, in one sentence or more. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String sentence;

  /** With the sentence. */
  public StartException(String sentence) {
    super(sentence);
    this.key = "";
    this.sentence = sentence;
  }

  /**
   * With its place in the configuration; the message is both.
   *
   * @param key the whole key, such as {@code auth.passwordFile}
   * @param sentence what is wrong and what to do
   */
  public StartException(String key, String sentence) {
    super(key + ": " + sentence);
    this.key = key;
    this.sentence = sentence;
  }

  /** {@return the key in the configuration that must be corrected; empty where it is none alone} */
  public String key() {
    return key;
  }

  /** {@return what is wrong and what to do, without the key} */
  public String sentence() {
    return sentence;
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
