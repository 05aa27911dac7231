package io.redisfailover.proxy.check;

import java.net.InetAddress;
import java.util.Optional;

/** One step of a check script. */
public sealed interface CheckStep {

  /**
   * Dials the server; closes the connection that was open before, if any.
   *
   * @param address where to dial; absent: the address of the server
   * @param port the port to dial; absent: the port of the server
   * @param linger whether the connection ends with FIN instead of a reset
   * @param comment shown beside a failure; may be empty
   */
  record Connect(
      Optional<InetAddress> address, Optional<Integer> port, boolean linger, String comment)
      implements CheckStep {
    /** Dials the server at its own address. */
    public Connect() {
      this(Optional.empty(), Optional.empty(), false, "");
    }
  }

  /**
   * Sends bytes, and discards the bytes that were received before.
   *
   * @param bytes the bytes; they may contain a password, so they are never shown
   * @param comment shown beside a failure; may be empty
   */
  record Send(Bytes bytes, String comment) implements CheckStep {
    /** Sends bytes without a comment. */
    public Send(Bytes bytes) {
      this(bytes, "");
    }

    @Override
    public String toString() {
      return "Send";
    }
  }

  /**
   * Sends what a format yields, {@code send-lf} and {@code send-binary-lf}; sends nothing when it
   * yields nothing.
   *
   * @param format the format; it may contain a password, so it is never shown
   * @param binary whether it yields hexadecimal digits
   * @param comment shown beside a failure; may be empty
   */
  record SendFormat(CheckFormat format, boolean binary, String comment) implements CheckStep {
    @Override
    public String toString() {
      return "SendFormat";
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
   * @param outcome what its end is called
   */
  record Expect(
      BytePattern pattern,
      boolean negated,
      Optional<Integer> minReceived,
      String comment,
      ExpectOutcome outcome)
      implements CheckStep {
    /** Checks that the least number of bytes is not negative. */
    public Expect {
      if (minReceived.filter(least -> least < 0).isPresent()) {
        throw new IllegalArgumentException("min-recv " + minReceived.get() + " is negative");
      }
    }

    /** Ends as an {@code expect} without options does. */
    public Expect(
        BytePattern pattern, boolean negated, Optional<Integer> minReceived, String comment) {
      this(pattern, negated, minReceived, comment, ExpectOutcome.DEFAULT);
    }

    /** Expects {@code text}, as {@code expect string} does. */
    static Expect string(String text) {
      return new Expect(new BytePattern.Text(Bytes.ofAscii(text)), false, Optional.empty(), "");
    }
  }

  /**
   * A comment on the steps that follow. It does nothing, but counts as a step.
   *
   * @param text the comment
   */
  record Comment(String text) implements CheckStep {}

  /**
   * Sets a variable of the check; leaves it as it is when the value yields nothing.
   *
   * @param name the name with its scope, for instance {@code check.role}
   * @param value its value
   */
  record SetVariable(String name, CheckValue value) implements CheckStep {}

  /**
   * Forgets a variable of the check.
   *
   * @param name the name with its scope
   */
  record UnsetVariable(String name) implements CheckStep {}

  /** {@return what its author says of the step, when it fails; may be empty} */
  default String comment() {
    return "";
  }

  /** {@return the same step with {@code words} as its comment, unless it has one} */
  default CheckStep commented(String words) {
    if (!comment().isEmpty()) {
      return this;
    }
    return switch (this) {
      case Connect it -> new Connect(it.address(), it.port(), it.linger(), words);
      case Send it -> new Send(it.bytes(), words);
      case SendFormat it -> new SendFormat(it.format(), it.binary(), words);
      case Expect it ->
          new Expect(it.pattern(), it.negated(), it.minReceived(), words, it.outcome());
      case Comment it -> it;
      case SetVariable it -> it;
      case UnsetVariable it -> it;
    };
  }

  /** {@return whether it talks to the server, so that a failure or the end is reported at it} */
  default boolean acts() {
    return switch (this) {
      case Connect it -> true;
      case Send it -> true;
      case SendFormat it -> true;
      case Expect it -> true;
      case Comment it -> false;
      case SetVariable it -> false;
      case UnsetVariable it -> false;
    };
  }
}
