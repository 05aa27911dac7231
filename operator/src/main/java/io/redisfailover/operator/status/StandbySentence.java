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
    return switch (answer) {
      case ProbeAnswer.Answered(ServerState state) -> of(state, standby, activeSeen);
      case ProbeAnswer.Errored errored -> standby + " " + errored.inWords() + ".";
      case ProbeAnswer.Refused refused -> unreachable(standby, refused);
      case ProbeAnswer.Closed closed -> unreachable(standby, closed);
      case ProbeAnswer.Silent silent -> unreachable(standby, silent);
      case ProbeAnswer.Garbled garbled -> unreachable(standby, garbled);
    };
  }

  private static String unreachable(Server standby, ProbeAnswer answer) {
    return standby + " is unreachable: " + answer.inWords() + ".";
  }

  private static String of(ServerState state, Server standby, boolean activeSeen) {
    Server active = standby.other();
    if (state.isPrimary()) {
      return standby + " is a primary and does not replicate from " + active + ".";
    }
    if (state.isParked()) {
      return standby + " is parked and does not replicate from " + active + " yet.";
    }
    if (state.followsForeign()) {
      return standby + " replicates from a foreign server.";
    }
    if (state.isSyncing()) {
      return standby + " is copying the full data set from " + active + ".";
    }
    if (!state.isLinkedToPeer()) {
      return standby + " lost its replication link to " + active + ".";
    }
    return activeSeen
        ? standby + " is connected to " + active + " but has not caught up yet."
        : standby + " is connected to " + active + ", which is not active.";
  }
}
