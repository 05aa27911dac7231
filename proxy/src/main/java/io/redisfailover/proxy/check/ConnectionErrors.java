package io.redisfailover.proxy.check;

/**
 * What failed connections of clients count for, beside the checks: HAProxy's {@code observe
 * layer4}.
 *
 * @param errorLimit failed connections in a row after which the server gets a failure, at least 1
 *     ({@code error-limit}); a connection or a check that succeeds begins the row anew
 * @param onError what the server gets then
 */
public record ConnectionErrors(int errorLimit, OnError onError) {
  /** HAProxy's default of {@code error-limit}. */
  public static final int DEFAULT_LIMIT = 10;

  /** Checks the range. */
  public ConnectionErrors {
    if (errorLimit < 1) {
      throw new IllegalArgumentException("errorLimit is " + errorLimit + ", use 1 or more");
    }
  }

  /** HAProxy's {@code on-error}. Whichever it is, the next check comes after {@code fastinter}. */
  public enum OnError {
    /** Only the earlier check. */
    FASTINTER("fastinter"),
    /** A check that failed; the default. */
    FAIL_CHECK("fail-check"),
    /** A check that failed; the next one that fails takes the server down. */
    SUDDEN_DEATH("sudden-death"),
    /** The server is down at once. */
    MARK_DOWN("mark-down");

    private final String word;

    OnError(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
