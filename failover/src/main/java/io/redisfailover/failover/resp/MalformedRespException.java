package io.redisfailover.failover.resp;

import java.io.IOException;

/**
 * What a server sent is no RESP2, or is larger than it may be. Says which, and shows none of it.
 */
public final class MalformedRespException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean isTooLarge;

  /** One with a sentence. */
  MalformedRespException(String sentence) {
    this(sentence, false);
  }

  private MalformedRespException(String sentence, boolean isTooLarge) {
    super(sentence);
    this.isTooLarge = isTooLarge;
  }

  /** One of an answer that is larger than its limit. */
  static MalformedRespException tooLarge(int limit) {
    return new MalformedRespException(
        "an answer of the server has more than " + limit + " bytes", true);
  }

  /** {@return whether it may be sound, and is only larger than its limit} */
  public boolean isTooLarge() {
    return isTooLarge;
  }
}
