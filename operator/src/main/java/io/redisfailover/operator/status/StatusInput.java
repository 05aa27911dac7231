package io.redisfailover.operator.status;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.controllers.Explanation;
import io.redisfailover.operator.observe.PodView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The input of a status.
 *
 * @param resource the resource with its present status
 * @param controller what the controller of its two servers knows; absent while none runs
 * @param explanation why the active server changed last, if the controller saw it
 * @param pods the pod of each server that has one
 * @param refusals why Kubernetes creates no pod for a server, in its words
 * @param proxies numbers of proxies
 * @param applied why the spec is not in effect; absent if it is
 * @param progress the change in progress, if any
 * @param now the present moment
 */
public record StatusInput(
    RedisFailover resource,
    Optional<ControllerStatus> controller,
    Optional<Explanation> explanation,
    Map<Server, PodFacts> pods,
    Map<Server, String> refusals,
    ProxyCount proxies,
    Optional<Obstacle> applied,
    Optional<String> progress,
    Instant now) {
  /** Copies the maps. */
  public StatusInput {
    pods = Map.copyOf(pods);
    refusals = Map.copyOf(refusals);
  }

  /**
   * The pod of a server.
   *
   * @param name its name
   * @param address its address, if it has one
   * @param terminating whether it is being stopped
   * @param trouble why it does not run; absent if it runs
   * @param node the node that it runs on, once it has one
   * @param zone the zone of that node, where Kubernetes labels pods with it
   */
  public record PodFacts(
      String name,
      Optional<String> address,
      boolean terminating,
      Optional<PodView.Trouble> trouble,
      Optional<String> node,
      Optional<String> zone) {}

  /**
   * Numbers of proxies.
   *
   * @param desired desired proxies
   * @param present proxies that there are, also those that start
   * @param ready proxies that accept clients
   */
  public record ProxyCount(int desired, int present, int ready) {}

  /**
   * Why the spec is not in effect.
   *
   * @param reason the reason of the condition
   * @param message where, what is wrong and what to do, in one sentence
   */
  public record Obstacle(ConditionReason reason, String message) {
    /** Makes the message printable: it can quote the spec, a server or Kubernetes. */
    public Obstacle {
      message = Printable.shortened(message);
    }
  }
}
