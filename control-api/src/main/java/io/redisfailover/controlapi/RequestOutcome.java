package io.redisfailover.controlapi;

/** How a {@link ControllerRequest} ended. */
public sealed interface RequestOutcome {
  /** {@return the result, or why there is none, in one sentence without a full stop} */
  String sentence();

  /**
   * The request was carried out.
   *
   * @param sentence the result
   */
  record Done(String sentence) implements RequestOutcome {}

  /**
   * The request was refused, aborted, or not carried out in time.
   *
   * @param sentence why, and what holds now
   */
  record NotDone(String sentence) implements RequestOutcome {}
}
