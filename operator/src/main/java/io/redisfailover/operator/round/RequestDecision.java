package io.redisfailover.operator.round;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RequestsStatus;
import io.redisfailover.operator.controllers.ControllerView;
import io.redisfailover.operator.controllers.OpenRequest;
import io.redisfailover.operator.controllers.RequestOrigin;
import io.redisfailover.operator.roll.RollStep;
import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which request the controller gets, and which annotation gets its answer. A controller
 * takes one request at a time, annotations first. Pure.
 */
final class RequestDecision {
  /**
   * An annotation that asks a controller for something.
   *
   * @param annotation its name
   * @param request the request for a server
   * @param answered the last value of it that stays and was answered
   */
  private record Kind(
      String annotation,
      Function<Server, ControllerRequest> request,
      Function<RequestsStatus, @Nullable String> answered) {}

  /** In the order in which they are served. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              Annotations.SWITCHOVER,
              ControllerRequest.Switchover::new,
              RequestsStatus::switchover),
          new Kind(
              Annotations.KEEP_DATA_OF,
              ControllerRequest.KeepDataOf::new,
              RequestsStatus::keepDataOf));

  /**
   * An annotation with a request.
   *
   * @param origin its name and its value
   * @param stays whether it has a token
   * @param request what it asks for
   */
  private record Wanted(RequestOrigin origin, boolean stays, ControllerRequest request) {}

  private final Observation seen;
  private final List<RequestStep> steps = new ArrayList<>();
  private final List<Wanted> wanted = new ArrayList<>();

  private RequestDecision(Observation seen) {
    this.seen = seen;
  }

  /**
   * {@return the steps, in order}
   *
   * @param seen the observation
   * @param roll the step of the roll, which may need a switchover
   */
  static List<RequestStep> of(Observation seen, RollStep roll) {
    RequestDecision decision = new RequestDecision(seen);
    KINDS.forEach(decision::read);
    seen.controller()
        .filter(controller -> !controller.ending())
        .ifPresent(controller -> decision.decide(controller, roll));
    return List.copyOf(decision.steps);
  }

  private void read(Kind kind) {
    String annotation = kind.annotation();
    Optional<String> value =
        value(kind)
            .filter(text -> !text.equals(seen.answered().get(annotation)))
            .filter(text -> !isHistory(text))
            .filter(text -> !text.equals(kind.answered().apply(answered(seen))));
    value.ifPresent(text -> read(kind, text));
  }

  private Optional<String> value(Kind kind) {
    return Optional.ofNullable(seen.resource().getMetadata().getAnnotations())
        .map(annotations -> annotations.get(kind.annotation()));
  }

  private void read(Kind kind, String value) {
    Optional<RequestValue> read = RequestValue.of(value);
    if (read.isEmpty()) {
      steps.add(unreadable(kind.annotation(), value));
      return;
    }
    boolean stays = read.get().stays();
    // Before the first probe nothing is written that would say that it was answered.
    boolean early = stays && seen.controller().filter(it -> it.status().hasProbed()).isEmpty();
    if (!early) {
      ControllerRequest request = kind.request().apply(read.get().server());
      wanted.add(new Wanted(new RequestOrigin(kind.annotation(), value), stays, request));
    }
  }

  private boolean isHistory(String value) {
    return isNew(seen) && RequestValue.of(value).filter(RequestValue::stays).isPresent();
  }

  /**
   * A token that a resource brings along when it is made is of the one before, such as a file in
   * Git: what it asked for may be the contrary of what is right now.
   */
  private static boolean isNew(Observation seen) {
    return seen.resource().getStatus() == null;
  }

  private static RequestsStatus answered(Observation seen) {
    return Optional.ofNullable(seen.resource().getStatus())
        .map(RedisFailoverStatus::requests)
        .orElse(RequestsStatus.NONE);
  }

  /**
   * {@return the last answered requests after these steps}
   *
   * @param seen the observation
   * @param steps its steps
   */
  static RequestsStatus answered(Observation seen, List<RequestStep> steps) {
    Map<String, String> values = new HashMap<>();
    RequestDecision decision = new RequestDecision(seen);
    for (Kind kind : KINDS) {
      Optional.ofNullable(kind.answered().apply(answered(seen)))
          .or(() -> decision.value(kind).filter(decision::isHistory))
          .ifPresent(value -> values.put(kind.annotation(), value));
    }
    for (RequestStep step : steps) {
      if (step instanceof RequestStep.Answer answer && answer.stays()) {
        values.put(answer.annotation(), answer.value());
      }
    }
    return new RequestsStatus(
        values.get(Annotations.SWITCHOVER), values.get(Annotations.KEEP_DATA_OF));
  }

  private static RequestStep unreadable(String annotation, String value) {
    String note =
        "Annotation %s: \"%s\" is no request; use Master or Backup, or a token behind it."
            .formatted(annotation, value);
    return new RequestStep.Answer(
        annotation, value, false, new ResourceEvent(true, EventReason.REQUEST_REFUSED, note));
  }

  private void decide(ControllerView controller, RollStep roll) {
    Optional<OpenRequest> open = controller.request();
    if (open.isEmpty()) {
      next(roll);
      return;
    }
    Optional<RequestOutcome> outcome = open.get().outcome();
    if (outcome.isEmpty()) {
      return;
    }
    ControllerRequest ended = open.get().request();
    open.get().origin().ifPresent(origin -> answer(origin, outcome.get()));
    steps.add(new RequestStep.Forget(ended, Sentence.of(outcome.get().sentence())));
    // A controller shows a completed switchover a moment after its outcome.
    boolean rolled = outcome.get() instanceof RequestOutcome.Done;
    next(rolled ? new RollStep.Waiting("Waiting for the status after the switchover.") : roll);
  }

  /** The annotation may have another value meanwhile, which is another request. */
  private void answer(RequestOrigin origin, RequestOutcome outcome) {
    boolean stays = RequestValue.of(origin.value()).filter(RequestValue::stays).isPresent();
    steps.add(new RequestStep.Answer(origin.annotation(), origin.value(), stays, event(outcome)));
    wanted.removeIf(it -> it.origin().equals(origin));
  }

  private void next(RollStep roll) {
    if (!wanted.isEmpty()) {
      Wanted first = wanted.getFirst();
      steps.add(
          new RequestStep.Ask(
              first.request(),
              Optional.of(first.origin()),
              "Annotation %s is %s."
                  .formatted(first.origin().annotation(), first.origin().value())));
    } else if (roll instanceof RollStep.Switchover(Server to, String why)) {
      steps.add(new RequestStep.Ask(new ControllerRequest.Switchover(to), Optional.empty(), why));
    }
  }

  private static ResourceEvent event(RequestOutcome outcome) {
    return switch (outcome) {
      case RequestOutcome.Done(String sentence) ->
          new ResourceEvent(false, EventReason.REQUEST_COMPLETED, Sentence.of(sentence));
      case RequestOutcome.NotDone(String sentence) ->
          new ResourceEvent(true, EventReason.REQUEST_REFUSED, Sentence.of(sentence));
    };
  }
}
