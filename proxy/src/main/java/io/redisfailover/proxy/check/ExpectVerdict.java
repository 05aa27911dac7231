package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.CheckStep.Expect;

/** What the bytes received so far mean for an {@code expect}. */
enum ExpectVerdict {
  /** Not decided: wait for more bytes. */
  WAIT,
  /** The step is done. */
  PASSED,
  /** The check is over: other content. */
  FAILED;

  /**
   * HAProxy's decision, in its order.
   *
   * @param expect the step
   * @param received what came since the last send
   * @param lastRead whether nothing more will come: the connection ended
   */
  static ExpectVerdict of(Expect expect, ReceivedBytes received, boolean lastRead) {
    boolean complete = lastRead || received.isFull();
    if (complete && received.isEmpty()) {
      return FAILED;
    }
    if (!complete && received.length() < leastLength(expect)) {
      return WAIT;
    }
    boolean found = received.contains(expect.pattern());
    // Also with a negation: not to have found it yet proves nothing while bytes may still come.
    if (!found && !complete && expect.minReceived().isEmpty()) {
      return WAIT;
    }
    return found == expect.negated() ? FAILED : PASSED;
  }

  private static int leastLength(Expect expect) {
    return Math.max(expect.pattern().leastLength(), expect.minReceived().orElse(0));
  }
}
