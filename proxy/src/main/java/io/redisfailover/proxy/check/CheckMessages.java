package io.redisfailover.proxy.check;

import io.redisfailover.failover.model.Printable;
import io.redisfailover.proxy.check.CheckStep.Connect;
import io.redisfailover.proxy.check.CheckStep.Expect;
import io.redisfailover.proxy.check.CheckStep.Send;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
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
          case Connect() -> "connect";
          case Send send -> "send";
          case Expect expect -> expect.pattern().whenAwaited();
        };
    return "at step " + number + " of tcp-check (" + doing + ")" + comment(step);
  }

  /** {@return why an expect failed, for instance {@code TCPCHK did not match content '+PONG'}} */
  static String mismatch(int number, Expect expect, boolean empty) {
    if (empty) {
      return "TCPCHK got an empty response at step " + number + comment(expect);
    }
    String verdict =
        expect.negated() ? "TCPCHK matched unwanted content " : "TCPCHK did not match content ";
    return verdict + expect.pattern().whenJudged() + " at step " + number + comment(expect);
  }

  /** {@return what happened to the connection, in the operating system's words} */
  static String error(Throwable cause) {
    return switch (cause) {
      case NoRouteToHostException noRoute -> "No route to host";
      case ConnectException refused -> "Connection refused";
      case UnresolvedAddressException unknown -> "Name not known";
      case IOException reset when isReset(reset) -> "Connection reset by peer";
      default -> Printable.of(String.valueOf(cause.getMessage()));
    };
  }

  private static boolean isReset(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("reset");
  }

  private static String comment(CheckStep step) {
    return step instanceof Expect expect && !expect.comment().isEmpty()
        ? " comment: " + Printable.of(expect.comment())
        : "";
  }
}
