package io.redisfailover.operator.api.v1;

/** What is asked of a resource once, by an annotation. */
public final class Annotations {
  /** One planned switch to {@code Master} or {@code Backup}; removed when done or refused. */
  public static final String SWITCHOVER = "redisfailover.io/switchover";

  /** The answer to an open question: whose data go on, {@code Master}'s or {@code Backup}'s. */
  public static final String PROMOTE = "redisfailover.io/promote";

  /** Any text; a new one restarts both servers, one after the other, with a planned switch. */
  public static final String RESTART = "redisfailover.io/restart";

  private Annotations() {}
}
