package io.redisfailover.proxy.check;

import java.util.Optional;

/**
 * What the end of a check at an {@code expect} is called.
 *
 * @param ok the verdict when it is the last step and passes, {@code ok-status}
 * @param error the verdict when it fails, {@code error-status}
 * @param timeout the verdict when its time is over, {@code tout-status}
 * @param onSuccess what is said when it is the last step and passes; absent: HAProxy's words
 * @param onError what is said when it fails; absent: HAProxy's words
 * @param code the number beside the verdict, {@code status-code}; absent: 0
 */
public record ExpectOutcome(
    CheckStatus ok,
    CheckStatus error,
    CheckStatus timeout,
    Optional<CheckFormat> onSuccess,
    Optional<CheckFormat> onError,
    Optional<SampleExpression> code) {
  /** The outcome of an {@code expect} without options. */
  public static final ExpectOutcome DEFAULT =
      new ExpectOutcome(
          CheckStatus.L7OK,
          CheckStatus.L7RSP,
          CheckStatus.L7TOUT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** {@return the number beside the verdict, from what is known at the end} */
  int codeIn(CheckScene scene) {
    return code.flatMap(expression -> expression.in(scene)).map(Numbers::leading).orElse(0);
  }
}
