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
 * @param proxies whether the proxies have to be rolled
 */
public record Applied(
    Optional<StatusInput.Obstacle> obstacle,
    boolean serversChanged,
    boolean waiting,
    ProxyRoll proxies) {
  /** Whether the observed proxies are other ones than the desired ones. */
  public enum ProxyRoll {
    /** They are the desired ones. */
    NONE,
    /** They have just been changed. */
    BEGUN,
    /** They are, and it is not their turn yet. */
    WAITING
  }

  /** No object had to change. */
  public static final Applied UNCHANGED = new Applied(Optional.empty(), false);

  /** The same where nothing is waited for. */
  public Applied(Optional<StatusInput.Obstacle> obstacle, boolean serversChanged) {
    this(obstacle, serversChanged, false, ProxyRoll.NONE);
  }
}
