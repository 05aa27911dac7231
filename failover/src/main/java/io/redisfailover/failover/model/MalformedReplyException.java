package io.redisfailover.failover.model;

/** A server's reply is not one that any supported Redis or Valkey gives; the message says which. */
public final class MalformedReplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the sentence of what is wrong. */
  public MalformedReplyException(String message) {
    super(message);
  }

  /** With the sentence of what is wrong and what showed it. */
  public MalformedReplyException(String message, Throwable cause) {
    super(message, cause);
  }
}
