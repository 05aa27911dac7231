package io.redisfailover.realredis.client;

import java.io.Serial;

/** A server answered a command with an error, which is the message, such as {@code READONLY …}. */
public final class ErrorReplyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ErrorReplyException(String error) {
    super(error);
  }
}
