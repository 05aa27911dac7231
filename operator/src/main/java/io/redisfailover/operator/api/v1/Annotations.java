package io.redisfailover.operator.api.v1;

/** Annotations with one-time requests. */
public final class Annotations {
  /**
   * Requests a switchover to {@code Master} or {@code Backup}; removed with its outcome, unless a
   * token follows, which makes it another request than the one before.
   */
  public static final String SWITCHOVER = "redisfailover.io/switchover";

  /** Decides to keep the data of {@code Master} or {@code Backup}; removed or not likewise. */
  public static final String KEEP_DATA_OF = "redisfailover.io/keep-data-of";

  /** Any text; a new one restarts both servers one after the other, with a switchover. */
  public static final String RESTART = "redisfailover.io/restart";

  /**
   * Any text; a new one replaces the passwords and the token of {@code NAME-control}, and that of
   * {@code NAME-auth} where the operator made it, while everything runs.
   */
  public static final String ROTATE_PASSWORDS = "redisfailover.io/rotate-passwords";

  private Annotations() {}
}
