package io.redisfailover.operator.roll;

import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.observe.PodView;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a roll is decided from.
 *
 * @param pods the pod of each server, where there is one
 * @param wanted the revision that each server's pod should have; absent until Kubernetes has made
 *     it
 * @param restart servers with a setting that they take at their next start only
 * @param active the server that takes the clients; empty while none does
 * @param inSync whether the other one could take over with nothing lost
 * @param switching whether the other one is about to take over
 */
public record RollView(
    Map<Node, PodView> pods,
    Map<Node, String> wanted,
    Set<Node> restart,
    Optional<Node> active,
    boolean inSync,
    boolean switching) {
  /** Copies the collections. */
  public RollView {
    pods = Map.copyOf(pods);
    wanted = Map.copyOf(wanted);
    restart = Set.copyOf(restart);
  }

  /** {@return whether it is known of both servers what they should run} */
  boolean isKnown() {
    return wanted.size() == Node.values().length;
  }

  /** {@return whether a server has a pod that is there to stay} */
  boolean isStaying(Node node) {
    PodView pod = pods.get(node);
    return pod != null && !pod.terminating();
  }

  /** {@return whether the pod of a server has to be made anew to be as it is wanted} */
  boolean isOutdated(Node node) {
    PodView pod = pods.get(node);
    String revision = wanted.get(node);
    boolean older = revision != null && pod != null && !revision.equals(pod.revision());
    return pod != null && (older || restart.contains(node));
  }
}
