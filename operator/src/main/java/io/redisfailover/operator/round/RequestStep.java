package io.redisfailover.operator.round;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.operator.controllers.RequestOrigin;
import io.redisfailover.operator.status.ResourceEvent;
import java.util.Optional;

/** What happens to a request of an annotation or a rolling restart, with one sentence of why. */
public sealed interface RequestStep {
  /** {@return why} */
  String why();

  /**
   * The controller gets a request.
   *
   * @param request the request
   * @param origin the annotation that asks for it; absent when a rolling restart does
   * @param why the sentence
   */
  record Ask(ControllerRequest request, Optional<RequestOrigin> origin, String why)
      implements RequestStep {}

  /**
   * An annotation gets its answer: the Event is written, then the annotation is removed, unless it
   * has a token by which it is told from the next one.
   *
   * @param annotation name of the annotation
   * @param value its value; another one is another request and stays
   * @param stays whether it has a token; the status says then that it was answered
   * @param event the answer
   */
  record Answer(String annotation, String value, boolean stays, ResourceEvent event)
      implements RequestStep {
    @Override
    public String why() {
      return event.note();
    }
  }

  /**
   * The controller forgets a request that has its outcome.
   *
   * @param request the request
   * @param why the outcome
   */
  record Forget(ControllerRequest request, String why) implements RequestStep {}
}
