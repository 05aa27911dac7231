package io.redisfailover.operator.round;

import io.redisfailover.operator.status.StatusInput;
import java.util.Optional;

/**
 * What came of applying the desired objects in this round.
 *
 * @param obstacle why not every object was applied, if so
 * @param serversChanged whether the observed StatefulSets may be older than the present ones
 * @param waiting whether another look is due: an object of a deleted resource is in the way, which
 *     Kubernetes is about to delete, or an object has changed meanwhile; not every kind is watched
 */
public record Applied(
    Optional<StatusInput.Obstacle> obstacle, boolean serversChanged, boolean waiting) {
  /** No object had to change. */
  public static final Applied UNCHANGED = new Applied(Optional.empty(), false);

  /** The same where nothing is waited for. */
  public Applied(Optional<StatusInput.Obstacle> obstacle, boolean serversChanged) {
    this(obstacle, serversChanged, false);
  }
}
