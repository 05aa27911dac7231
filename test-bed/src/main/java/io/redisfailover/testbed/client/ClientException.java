package io.redisfailover.testbed.client;

import java.io.Serial;

/** A command whose outcome is not known, or that was refused. */
final class ClientException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  ClientException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
