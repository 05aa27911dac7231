package io.redisfailover.operator.status;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.util.Optional;

/** Why the standby is not in sync, in one sentence without a moving number. Pure. */
final class StandbySentence {
  private StandbySentence() {}

  /** {@return the sentence, for a controller whose standby is not in sync} */
  static String of(ControllerStatus controller) {
    Optional<Epoch> epoch = controller.epoch();
    if (epoch.isEmpty()) {
      return "No server is active, so there is no standby.";
    }
    Server standby = epoch.get().server().other();
    return controller
        .seen()
        .flatMap(seen -> seen.of(standby).newest())
        .map(ProbeResult::answer)
        .map(answer -> of(answer, standby, controller.active().isPresent()))
        .orElseGet(() -> "Waiting for " + standby + " to answer.");
  }

  private static String of(ProbeAnswer answer, Server standby, boolean activeSeen) {
    Server active = standby.other();
    if (!activeSeen) {
      return isLinked(answer)
          ? "%s is connected to %s, which is not active.".formatted(standby, active)
          : "%s is not active, and %s %s.".formatted(active, standby, answer.predicate());
    }
    String predicate =
        answer instanceof ProbeAnswer.Answered(ServerState state)
            ? predicate(state, active)
            : answer.predicate();
    return "%s cannot take over because it %s.".formatted(standby, predicate);
  }

  private static boolean isLinked(ProbeAnswer answer) {
    return answer instanceof ProbeAnswer.Answered(ServerState state)
        && state.isLinkedToPeer()
        && !state.isSyncing();
  }

  private static String predicate(ServerState state, Server active) {
    if (state.isPrimary()) {
      return "is a primary and does not replicate from " + active;
    }
    if (state.isParked()) {
      return "is parked and does not replicate from " + active + " yet";
    }
    if (state.followsForeign()) {
      return "replicates from a foreign server";
    }
    if (state.isSyncing()) {
      return "is copying the full data set from " + active;
    }
    return state.isLinkedToPeer()
        ? "has not caught up with " + active + " yet"
        : "lost its replication link to " + active;
  }
}
