package io.redisfailover.operator.controllers;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why the active server changed, as the controller decided it at that time.
 *
 * @param left the server that was active before, if one was known
 * @param cause the cause
 * @param sentence the decision's own sentence
 * @param evidence what each observer knew, in words; empty where nothing had failed
 * @param detectedAfter from the last answer of {@code left} until it counted as failed; absent
 *     where nothing had failed, or nothing was seen before
 */
public record Explanation(
    Optional<Server> left,
    Cause cause,
    String sentence,
    List<String> evidence,
    Optional<Duration> detectedAfter) {
  /** Copies the list. */
  public Explanation {
    evidence = List.copyOf(evidence);
  }
}
