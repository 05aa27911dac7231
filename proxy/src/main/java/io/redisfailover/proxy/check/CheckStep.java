package io.redisfailover.proxy.check;

import java.util.Optional;

/** One step of a check script. */
public sealed interface CheckStep {

  /** Dials the server; closes the connection that was open before, if any. */
  record Connect() implements CheckStep {}

  /**
   * Sends bytes, and discards the bytes that were received before.
   *
   * @param bytes the bytes; they may contain a password, so they are never shown
   */
  record Send(Bytes bytes) implements CheckStep {
    @Override
    public String toString() {
      return "Send";
    }
  }

  /**
   * Waits until the received bytes match.
   *
   * @param pattern the content to search for
   * @param negated whether finding it is the failure
   * @param minReceived least bytes to judge on. Absent: a buffer without a match is never a
   *     verdict, the check waits for more. Present: it is one as soon as there are that many.
   * @param comment shown beside a failure; may be empty
   */
  record Expect(BytePattern pattern, boolean negated, Optional<Integer> minReceived, String comment)
      implements CheckStep {
    /** Checks that the least number of bytes is not negative. */
    public Expect {
      if (minReceived.filter(least -> least < 0).isPresent()) {
        throw new IllegalArgumentException("min-recv " + minReceived.get() + " is negative");
      }
    }

    /** Expects {@code text}, as {@code expect string} does. */
    static Expect string(String text) {
      return new Expect(new BytePattern.Text(Bytes.ofAscii(text)), false, Optional.empty(), "");
    }
  }
}
