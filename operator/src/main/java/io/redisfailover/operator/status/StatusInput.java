package io.redisfailover.operator.status;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.pair.Explanation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a status is made from.
 *
 * @param resource the resource as it was read, with the status that it has
 * @param pair what the controller of its two servers knows; absent while none runs
 * @param explanation why the active server changed last, if that was seen
 * @param pods the pod of each server, where there is one
 * @param proxies how many proxies are wanted, and how many are ready
 * @param applied what stands against the spec being in effect; absent when it is
 * @param progress the change of the servers that is under way, if one is
 * @param now the present moment, for the times of what changes
 */
public record StatusInput(
    RedisFailover resource,
    Optional<ControllerStatus> pair,
    Optional<Explanation> explanation,
    Map<Node, PodFacts> pods,
    ProxyCount proxies,
    Optional<Obstacle> applied,
    Optional<String> progress,
    Instant now) {
  /** Copies the map. */
  public StatusInput {
    pods = Map.copyOf(pods);
  }

  /**
   * The pod of a server.
   *
   * @param name its name
   * @param address its address; absent while it has none
   * @param terminating whether it is being stopped
   * @param trouble why its container does not run, in the words of Kubernetes; absent when it does
   */
  public record PodFacts(
      String name, Optional<String> address, boolean terminating, Optional<String> trouble) {}

  /**
   * Proxies.
   *
   * @param desired how many there should be
   * @param ready how many take clients
   */
  public record ProxyCount(int desired, int ready) {}

  /**
   * Why the spec is not in effect.
   *
   * @param reason in one word
   * @param message in a sentence that says what to write or do instead
   */
  public record Obstacle(String reason, String message) {}
}
