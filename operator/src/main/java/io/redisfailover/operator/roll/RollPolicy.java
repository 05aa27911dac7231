package io.redisfailover.operator.roll;

import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.observe.PodView;
import java.util.Optional;

/**
 * Restarts the standby first, waits until it is in sync, switches over, and restarts the other
 * server. The active server is never restarted. A standby that does not start stops the roll. The
 * standby is never restarted while it may soon be the only server: during a switchover to it, or
 * while the active server is being stopped. Kubernetes publishes the revisions of both servers one
 * after the other: until both are known, an old pod can look new. Pure.
 */
public final class RollPolicy {
  private RollPolicy() {}

  /** What is told of a resource that waits for its turn. */
  public static final String OTHERS_FIRST =
      "Waiting for other resources to be rolled; the operator limits how many at a time.";

  /**
   * {@return the next step}
   *
   * @param view what is seen
   * @param turn whether it is the turn of this resource ({@link RollTurns})
   */
  public static RollStep next(RollView view, boolean turn) {
    RollStep step = next(view);
    boolean acts = step instanceof RollStep.Restart || step instanceof RollStep.Switchover;
    return turn || !acts ? step : new RollStep.Waiting(OTHERS_FIRST);
  }

  static RollStep next(RollView view) {
    if (!view.isKnown()) {
      return new RollStep.Waiting(
          "Waiting for Kubernetes to publish the new revision of both servers.");
    }
    Optional<Server> outdated = outdated(view);
    if (outdated.isEmpty()) {
      return new RollStep.Settled("Both servers run the spec.");
    }
    if (view.active().isEmpty()) {
      return withoutActive(view, outdated.get());
    }
    Server active = view.active().get();
    Server standby = active.other();
    if (view.isOutdated(standby)) {
      return restart(view, standby);
    }
    return view.inSync() && view.isStaying(standby)
        ? new RollStep.Switchover(
            standby,
            "Switching over from %s to %s, which runs the new spec and is in sync."
                .formatted(active, standby))
        : unfinished(standby, view.trouble(standby));
  }

  private static RollStep restart(RollView view, Server standby) {
    PodView pod = view.pods().get(standby);
    if (pod == null || pod.terminating()) {
      return new RollStep.Waiting("Waiting for the pod of " + standby + " to stop.");
    }
    if (view.switching()) {
      return new RollStep.Waiting("Waiting for the switchover to " + standby + " to end.");
    }
    if (!view.isStaying(standby.other())) {
      return new RollStep.Waiting("Waiting for the active server " + standby.other() + " to stop.");
    }
    return new RollStep.Restart(
        standby, pod.uid(), "Restarting the standby " + standby + " with the new spec.");
  }

  private static Optional<Server> outdated(RollView view) {
    return view.isOutdated(Server.BACKUP)
        ? Optional.of(Server.BACKUP)
        : Optional.of(Server.MASTER).filter(view::isOutdated);
  }

  /** Without an active server, only a pod that does not run is replaced. */
  private static RollStep withoutActive(RollView view, Server server) {
    PodView pod = view.pods().get(server);
    if (pod == null || pod.trouble().isEmpty() || pod.terminating()) {
      return new RollStep.Waiting("Waiting for an active server before " + server + " restarts.");
    }
    return new RollStep.Restart(
        server, pod.uid(), "Restarting " + server + ", which does not run, with the new spec.");
  }

  private static RollStep unfinished(Server standby, Optional<String> trouble) {
    if (trouble.isPresent()) {
      return new RollStep.Stuck(
          "%s does not start with the new spec (%s); correct the spec, or what refuses it."
                  .formatted(standby, trouble.get())
              + " %s is still serving and was not restarted.".formatted(standby.other()));
    }
    return new RollStep.Waiting("Waiting for " + standby + " to be in sync after its restart.");
  }
}
