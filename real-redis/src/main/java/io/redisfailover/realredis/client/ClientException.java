package io.redisfailover.realredis.client;

import java.io.Serial;

/** A command failed: its outcome is unknown, or the server refused it. */
final class ClientException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  ClientException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
