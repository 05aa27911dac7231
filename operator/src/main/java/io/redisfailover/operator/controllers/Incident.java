package io.redisfailover.operator.controllers;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.observer.FailureTrace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why the active server is left, from the first word of it until it is active again, or until the
 * epoch that came of it is over: what was seen in one incident explains no later one. Pure.
 *
 * @param epoch number of the epoch that is left, if one was known
 * @param ledTo number of the epoch that came of it, once it is known
 * @param explanation what was known
 */
record Incident(Optional<Long> epoch, Optional<Long> ledTo, Explanation explanation) {

  /**
   * {@return the incident that the newest status is about; empty where none is under way and none
   * has led to its epoch}
   *
   * @param before the incident before
   * @param now what the controller knows and does now
   */
  static Optional<Incident> after(Optional<Incident> before, ControllerStatus now) {
    return now.cause().isPresent()
        ? Optional.of(in(before, now, now.cause().get()))
        : before.flatMap(incident -> incident.without(now));
  }

  private static Incident in(Optional<Incident> before, ControllerStatus now, Cause cause) {
    Optional<Explanation> same =
        before
            .filter(it -> it.epoch().equals(number(now)) && it.ledTo().isEmpty())
            .map(Incident::explanation)
            .filter(it -> it.cause() == cause);
    return new Incident(
        number(now),
        Optional.empty(),
        new Explanation(
            now.epoch().map(Epoch::server),
            cause,
            now.sentence(),
            evidence(now, same),
            detectedAfter(now, same)));
  }

  /** A promotion whose outcome is not known yet still rests on what was known before it. */
  private static List<String> evidence(ControllerStatus now, Optional<Explanation> same) {
    return now.evidence().isEmpty()
        ? same.map(Explanation::evidence).orElse(List.of())
        : now.evidence();
  }

  private static Optional<Duration> detectedAfter(
      ControllerStatus now, Optional<Explanation> same) {
    return now.seen()
        .flatMap(FailureTrace::detectedAfter)
        .or(() -> same.flatMap(Explanation::detectedAfter));
  }

  private Optional<Incident> without(ControllerStatus now) {
    Optional<Long> present = number(now);
    if (present.equals(epoch)) {
      boolean recovered = ledTo.isEmpty() && now.active().isPresent();
      return recovered ? Optional.empty() : Optional.of(this);
    }
    if (ledTo.isEmpty()) {
      return Optional.of(new Incident(epoch, present, explanation));
    }
    return ledTo.equals(present) ? Optional.of(this) : Optional.empty();
  }

  private static Optional<Long> number(ControllerStatus status) {
    return status.epoch().map(Epoch::number);
  }
}
