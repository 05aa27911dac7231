package io.redisfailover.proxy.check;

/** A rule of a check cannot be used. Neither message shows what a rule sends. */
public final class CheckRuleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final String reason;

  CheckRuleException(int index, IllegalArgumentException wrong) {
    super("check rule " + (index + 1) + ": " + wrong.getMessage(), wrong);
    this.index = index;
    this.reason = String.valueOf(wrong.getMessage());
  }

  /** {@return which of the rules, from 0} */
  public int index() {
    return index;
  }

  /** {@return what is wrong and what to do, without the number of the rule} */
  public String reason() {
    return reason;
  }
}
