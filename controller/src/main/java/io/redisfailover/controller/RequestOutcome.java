package io.redisfailover.controller;

/** How it ended what a person had asked of the controller; one sentence says what came out. */
public sealed interface RequestOutcome {
  /** {@return what came out, or why nothing did} */
  String sentence();

  /**
   * It was done.
   *
   * @param sentence what came out
   */
  record Done(String sentence) implements RequestOutcome {}

  /**
   * It was refused, called off or did not end in time.
   *
   * @param sentence why, and how it stands
   */
  record NotDone(String sentence) implements RequestOutcome {}
}
