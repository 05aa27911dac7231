package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.CheckStep.Expect;

/** What the bytes received so far mean for an {@code expect}. */
enum ExpectVerdict {
  /** Not decided: wait for more bytes. */
  WAIT,
  /** The step is done. */
  PASSED,
  /** The check is over: other content. */
  FAILED,
  /** The check is over: its regular expressions need too many steps. */
  EXHAUSTED;

  /**
   * HAProxy's decision, in its order.
   *
   * @param expect the step
   * @param pattern what it searches for at the moment
   * @param received what came since the last send
   * @param lastRead whether nothing more will come: the connection ended
   * @param search the searches of the check
   */
  static ExpectVerdict of(
      Expect expect,
      BytePattern pattern,
      ReceivedBytes received,
      boolean lastRead,
      RegexSearch search) {
    boolean complete = lastRead || received.isFull();
    // Also a pattern that nothing would match, or a negation, is judged on an answer only.
    if (received.isEmpty()) {
      return complete ? FAILED : WAIT;
    }
    if (!complete && received.length() < leastLength(expect, pattern)) {
      return WAIT;
    }
    boolean found;
    try {
      found = received.contains(pattern, search);
    } catch (RegexSearch.LimitReached tooMuch) {
      return EXHAUSTED;
    }
    // Also with a negation: not to have found it yet proves nothing while bytes may still come.
    if (!found && !complete && expect.minReceived().isEmpty()) {
      return WAIT;
    }
    return found == expect.negated() ? FAILED : PASSED;
  }

  /** {@return whether there are bytes, and as many as {@code min-recv} says, or the last ones} */
  static boolean canJudge(Expect expect, ReceivedBytes received, boolean lastRead) {
    return !received.isEmpty()
        && (lastRead || received.isFull() || received.length() >= expect.minReceived().orElse(0));
  }

  private static int leastLength(Expect expect, BytePattern pattern) {
    return Math.max(pattern.leastLength(), expect.minReceived().orElse(0));
  }
}
