package io.redisfailover.proxy.check;

import java.time.Duration;

/**
 * The outcome of one check of one server.
 *
 * @param status the verdict
 * @param duration from the first dial to the verdict
 * @param detail what happened and at which step, for instance {@code at step 4 of tcp-check (expect
 *     string '+PONG')}; never the text of a {@code send}, which may hold a password; empty when
 *     there is nothing to say
 * @param code the number that the script gave to the end, {@code status-code}; else 0
 */
public record CheckResult(CheckStatus status, Duration duration, String detail, int code) {
  /** A result without a number. */
  public CheckResult(CheckStatus status, Duration duration, String detail) {
    this(status, duration, detail, 0);
  }

  /** {@return whether the server passed} */
  public boolean passed() {
    return status.passed();
  }

  /** {@return the result in one line, for instance {@code L7OK in 1 ms}} */
  public String inWords() {
    String words = status + " in " + duration.toMillis() + " ms";
    return detail.isEmpty() ? words : words + ": " + detail;
  }
}
