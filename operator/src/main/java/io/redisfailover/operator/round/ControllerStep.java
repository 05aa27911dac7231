package io.redisfailover.operator.round;

import io.redisfailover.operator.controllers.ControllerInputs;

/** What happens to the controller of a resource, with one sentence of why. */
public sealed interface ControllerStep {
  /** {@return why} */
  String why();

  /**
   * A controller must run with these inputs.
   *
   * @param inputs its inputs
   * @param why the sentence
   */
  record Run(ControllerInputs inputs, String why) implements ControllerStep {}

  /**
   * No controller may run.
   *
   * @param why the sentence
   */
  record Stop(String why) implements ControllerStep {}

  /**
   * Nothing changes.
   *
   * @param why what is missing
   */
  record Wait(String why) implements ControllerStep {}
}
