package io.redisfailover.operator.roll;

import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.observe.PodView;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The input of {@link RollPolicy}.
 *
 * @param pods the pod of each server, where there is one
 * @param refusals why Kubernetes creates no pod for a server, in its words
 * @param wanted the revision that each server's pod should have; absent until Kubernetes publishes
 *     it
 * @param restart servers with a change that takes effect at a restart only
 * @param active the active server, if any
 * @param inSync whether the standby is in sync
 * @param switching whether a switchover is in progress
 */
public record RollView(
    Map<Server, PodView> pods,
    Map<Server, String> refusals,
    Map<Server, String> wanted,
    Set<Server> restart,
    Optional<Server> active,
    boolean inSync,
    boolean switching) {
  /** Copies the collections. */
  public RollView {
    pods = Map.copyOf(pods);
    refusals = Map.copyOf(refusals);
    wanted = Map.copyOf(wanted);
    restart = Set.copyOf(restart);
  }

  /** {@return whether the revisions of both servers are known} */
  boolean isKnown() {
    return wanted.size() == Server.values().length;
  }

  /** {@return whether a server has a pod that is not being stopped} */
  boolean isStaying(Server server) {
    PodView pod = pods.get(server);
    return pod != null && !pod.terminating();
  }

  /** {@return why a server does not start, in words of Kubernetes} */
  Optional<String> trouble(Server server) {
    PodView pod = pods.get(server);
    return pod == null
        ? Optional.ofNullable(refusals.get(server))
        : pod.trouble().map(PodView.Trouble::words);
  }

  /** {@return whether a server needs a restart to run the spec} */
  boolean isOutdated(Server server) {
    PodView pod = pods.get(server);
    String revision = wanted.get(server);
    boolean older = revision != null && pod != null && !revision.equals(pod.revision());
    return pod != null && (older || restart.contains(server));
  }
}
