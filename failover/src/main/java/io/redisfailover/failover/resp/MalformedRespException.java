package io.redisfailover.failover.resp;

import java.io.IOException;

/**
 * What a server sent is no RESP2, or is larger than it may be. Says which, and shows none of it.
 */
public final class MalformedRespException extends IOException {
  private static final long serialVersionUID = 1L;

  /** One with a sentence. */
  MalformedRespException(String sentence) {
    super(sentence);
  }
}
