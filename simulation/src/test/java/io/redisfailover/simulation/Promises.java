package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What a dialogue says, beside what really happened at its server. The rules of the protocol rest
 * on these promises; one that is broken is a violation, whether a rule is fooled by it or not.
 */
final class Promises {
  /** A timer is as late as this at most, in a process that runs. */
  static final Duration LATE = Duration.ofMillis(5);

  private final World world;

  /** The commands that reached their server, and whether it obeyed. */
  private final IdentityHashMap<Command, Boolean> arrived = new IdentityHashMap<>();

  private final List<SimProbe> watches = new ArrayList<>();
  private final Set<Command> saidNotToBeSent = Collections.newSetFromMap(new IdentityHashMap<>());

  Promises(World world) {
    this.world = world;
  }

  /** A probe result tells nothing that is older than its date. */
  void shown(SimProcess process, ProbeResult result, Instant answeredAt) {
    if (answeredAt.isBefore(result.sentAt())) {
      world.ledger.violation(
          "PROBE RESULT OLDER THAN ITS DATE",
          process
              + " shows what "
              + result.server()
              + " said "
              + Duration.between(answeredAt, result.sentAt()).toMillis()
              + " ms before the question");
    }
  }

  /**
   * A watch probes the pace that it is told.
   *
   * @param dueBy when the probe was due, by every pace since the one before
   */
  void probed(SimProbe watch, ProbeResult result, Instant dueBy) {
    Duration late = Duration.between(dueBy, result.sentAt());
    if (late.compareTo(LATE) > 0 && watch.wasAwakeAt(dueBy)) {
      world.ledger.violation("SLOWER THAN TOLD", watch + " " + late.toMillis() + " ms late");
    }
  }

  /** From here on no watch may stop. */
  void add(SimProbe watch) {
    watches.add(watch);
  }

  /** The history is over. */
  void conclude() {
    for (SimProbe watch : watches) {
      watch
          .overdueSince()
          .ifPresent(
              since -> world.ledger.violation("STOPPED TO PROBE", watch + " since " + since));
    }
  }

  /**
   * A command has reached its server, where it fits what was probed right before.
   *
   * @param probed what the server said last on the same connection
   */
  void arrived(Command command, ProbeAnswer probed, boolean obeyed) {
    arrived.put(command, obeyed);
    boolean fits =
        probed instanceof ProbeAnswer.Answered(ServerState state)
            && command.refusal(state).isEmpty();
    if (!fits && world.guards.on(Guard.PROBE_AGAIN)) {
      world.ledger.violation(
          "SENT IN SPITE OF THE LOOK", command.why() + ", after " + probed.inWords());
    }
    if (saidNotToBeSent.contains(command)) {
      world.ledger.violation("SENT THOUGH IT SAID NOT", command.why());
    }
  }

  /** An order ends in time; not sent means that it never arrives, done that it was obeyed. */
  void ended(SimProcess process, Order order, OrderOutcome outcome, long begunAt) {
    Command command = order.command();
    long took = world.events.now() - begunAt;
    if (took > EventQueue.micros(OrderDialogue.limit(order).plus(LATE))
        && process.wokenAt < begunAt) {
      world.ledger.violation("ORDER WITHOUT END", command.why() + " took " + took / MILLI + " ms");
    }
    switch (outcome) {
      case OrderOutcome.NotSent notSent -> {
        saidNotToBeSent.add(command);
        if (arrived.containsKey(command)) {
          world.ledger.violation("SENT THOUGH IT SAID NOT", command.why());
        }
      }
      case OrderOutcome.Done done -> {
        if (!arrived.getOrDefault(command, false)) {
          world.ledger.violation("NOT OBEYED THOUGH IT SAID DONE", command.why());
        }
      }
      case OrderOutcome.Unknown unknown -> {}
    }
  }
}
