package io.redisfailover.controlapi;

/** What a token of the control API may look like. Each request carries it in a header. */
public final class ControlToken {
  private ControlToken() {}

  /** {@return whether an HTTP header can carry a token: printable ASCII, blanks and tabs} */
  public static boolean isSendable(String token) {
    return token.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t');
  }
}
