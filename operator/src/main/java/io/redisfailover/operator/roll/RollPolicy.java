package io.redisfailover.operator.roll;

import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.observe.PodView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Restarts the standby first, waits until it is in sync, switches, and restarts the other one. The
 * active server is never restarted, and never left without a standby by a roll that does not come
 * up. The standby is never restarted when it may soon be the only server: while it is about to take
 * over, or while the active one is being stopped. Kubernetes makes the revisions of both servers
 * one after the other: until both are known, either could be taken for new. Pure.
 */
public final class RollPolicy {
  private RollPolicy() {}

  /** {@return the next step} */
  public static RollStep next(RollView view) {
    if (!view.isKnown()) {
      return new RollStep.Waiting("Kubernetes has not yet said what both servers should run.");
    }
    Optional<Node> outdated = outdated(view);
    if (outdated.isEmpty()) {
      return new RollStep.Settled("Both servers run what the spec says.");
    }
    if (view.active().isEmpty()) {
      return withoutActive(view, outdated.get());
    }
    Node active = view.active().get();
    Node standby = active.other();
    PodView pod = view.pods().get(standby);
    if (view.isOutdated(standby)) {
      return restart(view, standby);
    }
    return view.inSync() && view.isStaying(standby)
        ? new RollStep.Switch(
            standby, standby + " has restarted and is in sync: it takes over from " + active + ".")
        : unfinished(standby, pod);
  }

  private static RollStep restart(RollView view, Node standby) {
    PodView pod = view.pods().get(standby);
    if (pod == null || pod.terminating()) {
      return new RollStep.Waiting(standby + " is being stopped.");
    }
    if (view.switching()) {
      return new RollStep.Waiting(standby + " is about to become active.");
    }
    if (!view.isStaying(standby.other())) {
      return new RollStep.Waiting(standby.other() + " is active and is being stopped.");
    }
    return new RollStep.Restart(
        standby, pod.uid(), standby + " is the standby and restarts with what is new.");
  }

  private static Optional<Node> outdated(RollView view) {
    return view.isOutdated(Node.BACKUP)
        ? Optional.of(Node.BACKUP)
        : Optional.of(Node.MASTER).filter(view::isOutdated);
  }

  /** Nobody serves: only a pod that does not run at all, and so holds nobody up, is made anew. */
  private static RollStep withoutActive(RollView view, Node node) {
    PodView pod = view.pods().get(node);
    if (pod == null || pod.trouble().isEmpty() || pod.terminating()) {
      return new RollStep.Waiting("No server is active; " + node + " restarts after that.");
    }
    return new RollStep.Restart(
        node, pod.uid(), node + " does not run, and restarts with what is new.");
  }

  private static RollStep unfinished(Node standby, @Nullable PodView pod) {
    if (pod != null && pod.trouble().isPresent()) {
      return new RollStep.Stuck(
          standby
              + " has restarted with what is new and does not come up ("
              + pod.trouble().get()
              + "). Correct the spec; the active server is not touched.");
    }
    return new RollStep.Waiting(standby + " has restarted and is not in sync yet.");
  }
}
