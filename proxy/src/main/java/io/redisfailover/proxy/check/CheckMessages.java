package io.redisfailover.proxy.check;

import io.redisfailover.failover.model.Printable;
import io.redisfailover.proxy.check.CheckStep.Connect;
import io.redisfailover.proxy.check.CheckStep.Expect;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;

/** HAProxy's words for the end of a check. None of them shows what was sent. */
final class CheckMessages {
  /** The number of the connect that is put in front of a script without one. */
  static final int BEFORE_FIRST_STEP = 0;

  private CheckMessages() {}

  /**
   * {@return the position of the check, for instance {@code at step 1 of tcp-check (connect)}}
   *
   * @param number the step's number, or {@link #BEFORE_FIRST_STEP}
   * @param step the step
   */
  static String at(int number, CheckStep step) {
    if (number == BEFORE_FIRST_STEP) {
      return "at initial connection step of tcp-check";
    }
    String doing =
        switch (step) {
          case Connect connect ->
              connect.port().map(port -> "connect port " + port).orElse("connect");
          case Expect expect -> expect.pattern().whenAwaited();
          default -> "send";
        };
    return "at step " + number + " of tcp-check (" + doing + ")" + quotedComment(step);
  }

  /** {@return why an expect failed, for instance {@code TCPCHK did not match content '+PONG'}} */
  static String mismatch(int number, Expect expect) {
    String verdict =
        expect.negated() ? "TCPCHK matched unwanted content " : "TCPCHK did not match content ";
    return verdict + expect.pattern().whenJudged() + " at step " + number;
  }

  /** {@return that it is not known whether the content of an expect is there} */
  static String exhausted(int number, Expect expect) {
    return "TCPCHK gave up matching content %s at step %d"
        .formatted(expect.pattern().whenJudged(), number);
  }

  /** {@return that the server ended the connection without an answer} */
  static String empty(int number, CheckStep step) {
    return "TCPCHK got an empty response at step " + number + quotedComment(step);
  }

  /** {@return that a format yields nothing that could be sent} */
  static String unsendable(int number) {
    return "tcp-check send : failed to build log-format string at step " + number;
  }

  /** {@return what happened to the connection, in the operating system's words} */
  static String error(Throwable cause) {
    return switch (cause) {
      case NoRouteToHostException noRoute -> "No route to host";
      case ConnectException refused -> "Connection refused";
      case ClosedChannelException broken -> "Broken pipe";
      case UnresolvedAddressException unknown -> "Name not known";
      case IOException reset when isReset(reset) -> "Connection reset by peer";
      default -> Printable.of(String.valueOf(cause.getMessage()));
    };
  }

  private static boolean isReset(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("reset");
  }

  /** {@return the comment as it follows on what did not match; empty without one} */
  static String comment(CheckStep step) {
    return step.comment().isEmpty() ? "" : " comment: " + Bytes.readable(step.comment());
  }

  private static String quotedComment(CheckStep step) {
    return step.comment().isEmpty() ? "" : " comment: '" + Bytes.readable(step.comment()) + "'";
  }
}
