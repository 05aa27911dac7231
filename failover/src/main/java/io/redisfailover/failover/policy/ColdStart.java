package io.redisfailover.failover.policy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.Seal;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.policy.ControllerDecision.Action;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * No server is seen as the master of a line, and nobody may promote the standby: which data go on?
 * Only what the data themselves say decides; where they do not say it, a person is asked.
 */
final class ColdStart {
  /** How long a server that cannot be asked is waited for before a person is asked. */
  static final Duration UNREACHABLE = Duration.ofSeconds(10);

  /** How long a new pair waits for its preferred server when the other one was there first. */
  static final Duration PREFERRED_FIRST = Duration.ofSeconds(5);

  private ColdStart() {}

  /** What is done. */
  static Action action(ControllerState state, ControllerSettings settings, Instant now) {
    if (isStopping(state, Node.MASTER) || isStopping(state, Node.BACKUP)) {
      return new ControllerDecision.Waiting("a server is being stopped");
    }
    if (state.answer().isPresent()) {
      return Answer.action(state, state.answer().get());
    }
    for (Node node : Node.values()) {
      if (!state.seen().of(node).answered()) {
        return unreachable(state, settings, node, now);
      }
    }
    return superseded(state)
        .or(() -> Adoption.action(state, settings))
        .or(() -> unknownMaster(state))
        .orElseGet(() -> start(state, settings));
  }

  /** One that no longer answers is not waited for: with its machine, it may be so for ever. */
  private static boolean isStopping(ControllerState state, Node node) {
    return state.facts(node).terminating() && state.seen().of(node).answered();
  }

  private static Action unreachable(
      ControllerState state, ControllerSettings settings, Node node, Instant now) {
    Optional<ServerState> other = state.seen().of(node.other()).state();
    Instant since = state.timers().masterless().orElse(now);
    Duration waited = Duration.between(since, now);
    if (other.isPresent() && state.fresh() && state.highestNumber() == 0) {
      boolean tooSoon = node == settings.preferred() && waited.compareTo(PREFERRED_FIRST) < 0;
      return Adoption.alone(state, node.other(), other.get(), tooSoon);
    }
    Optional<String> alone =
        other.flatMap(server -> StandbyGone.reason(state, node.other(), server));
    if (alone.isPresent()) {
      return begin(state, node.other(), alone.get());
    }
    String why =
        node
            + " cannot be asked ("
            + state.seen().of(node).newest().orElseThrow().answer().inWords()
            + "), and it could hold newer data";
    boolean patient = waited.compareTo(UNREACHABLE) < 0;
    return patient || other.isEmpty()
        ? new ControllerDecision.Waiting(why)
        : new ControllerDecision.NeedsDecision(
            why + "; promote " + node.other() + " to give up whatever it holds beyond");
  }

  /** A superseded master is parked first, whoever becomes active then. */
  private static Optional<Action> superseded(ControllerState state) {
    for (Node node : Node.values()) {
      ServerState server = state.seen().of(node).state().orElseThrow();
      long newest = state.highestNumber();
      if (server.marker().isPresent()
          && Superseded.isSuperseded(state.seen(), node, server, newest)) {
        return Optional.of(
            new ControllerDecision.Carry(Order.of(Superseded.park(node, server, newest))));
      }
    }
    return Optional.empty();
  }

  /** An empty master without a marker stops nobody; any other is a riddle. */
  private static Optional<Action> unknownMaster(ControllerState state) {
    for (Node node : Node.values()) {
      ServerState server = state.seen().of(node).state().orElseThrow();
      boolean harmless = server.keys() == 0 && server.marker().isEmpty();
      if (server.isMaster() && !harmless) {
        return Optional.of(
            new ControllerDecision.NeedsDecision(
                node
                    + " is a master with "
                    + KeyCount.inWords(server.keys())
                    + " that belong to no known line; promote it to go on with them, or "
                    + node.other()
                    + " to give them up"));
      }
    }
    return Optional.empty();
  }

  private static Action start(ControllerState state, ControllerSettings settings) {
    DataSet master = DataSet.of(state, Node.MASTER);
    DataSet backup = DataSet.of(state, Node.BACKUP);
    for (DataSet data : new DataSet[] {master, backup}) {
      if (data.unidentified()) {
        return new ControllerDecision.NeedsDecision(
            data.node()
                + " holds "
                + KeyCount.inWords(data.server().keys())
                + " without a marker, of a history that nobody here knows; promote it to go on"
                + " with them, or "
                + data.node().other()
                + " to give them up");
      }
    }
    if (master.marker().isEmpty() && backup.marker().isEmpty()) {
      return bothEmpty(state, settings);
    }
    return lostNewest(state, master, backup)
        .orElseGet(() ->
            master.number() >= backup.number()
                ? fromHighest(state, master, backup)
                : fromHighest(state, backup, master));
  }

  private static Action bothEmpty(ControllerState state, ControllerSettings settings) {
    boolean expected = state.master().startsEmpty() && state.backup().startsEmpty();
    if (!state.fresh() && !expected) {
      return new ControllerDecision.NeedsDecision(
          "both servers are empty, and at least one of them should not be: a volume that is"
              + " mounted wrongly looks like that; promote either to start with nothing");
    }
    String why = state.fresh() ? "a new pair starts" : "both servers lost their data";
    return begin(state, settings.preferred(), why + ": " + settings.preferred() + " is preferred");
  }

  /** The newest known line has no data any more, and its server should have kept them. */
  private static Optional<Action> lostNewest(
      ControllerState state, DataSet master, DataSet backup) {
    Optional<Line> newest =
        state
            .lines()
            .heard()
            .filter(heard -> state.line().map(heard::newerThan).orElse(true))
            .or(state::line);
    long held = Math.max(master.number(), backup.number());
    return newest
        .filter(line -> line.number() > held)
        .filter(line -> (line.node() == Node.MASTER ? master : backup).lost())
        .filter(line -> !state.facts(line.node()).startsEmpty())
        .map(line -> emptyVolume(line.node()));
  }

  private static Action emptyVolume(Node node) {
    return new ControllerDecision.NeedsDecision(
        node
            + " had the newest data and is empty although it should have kept them: a volume that"
            + " is mounted wrongly looks like that; promote "
            + node.other()
            + " to go on with the older copy, or "
            + node
            + " to start with nothing");
  }

  /** The marker with the highest number, at least on {@code high}, says whose data they are. */
  private static Action fromHighest(ControllerState state, DataSet high, DataSet low) {
    Marker marker = high.marker().orElseThrow();
    boolean own = high.node() == marker.node();
    DataSet owner = own ? high : low;
    DataSet other = own ? low : high;
    String line = "line " + marker.number();
    if (owner.number() == marker.number()) {
      return other.number() == marker.number()
          ? fromBoth(state, owner, other, line)
          : begin(state, owner.node(), owner.node() + " holds the data of " + line);
    }
    if (!owner.lost()) {
      return begin(state, other.node(), owner.node() + " holds an older copy than " + other.node());
    }
    return state.facts(owner.node()).startsEmpty()
        ? begin(
            state,
            other.node(),
            owner.node()
                + " lost the data of "
                + line
                + ": the copy on "
                + other.node()
                + " goes on")
        : emptyVolume(owner.node());
  }

  private static Action fromBoth(ControllerState state, DataSet owner, DataSet other, String line) {
    if (owner.sharesHistoryWith(other)) {
      Node source =
          other.server().offsetBytes() > owner.server().offsetBytes() ? other.node() : owner.node();
      return begin(state, source, source + " holds the most of " + line);
    }
    boolean newest = state.facts(owner.node()).persistence() == ServerFacts.Persistence.AOF;
    return !newest
        ? new ControllerDecision.NeedsDecision(
            "both hold "
                + line
                + ", and which is newer cannot be shown: "
                + owner.node()
                + " was active in it, but does not keep a log of its writes; promote the one to go"
                + " on with")
        : begin(state, owner.node(), owner.node() + " was active in " + line);
  }

  /** The data say that a server begins. */
  static Action begin(ControllerState state, Node source, String why) {
    return begin(state, source, Cause.COLD_START, why);
  }

  /** Makes a server active in a line beyond every number; a standby is parked first. */
  static Action begin(ControllerState state, Node source, Cause cause, String why) {
    return new ControllerDecision.Carry(beginning(state, source, why), Optional.of(cause));
  }

  private static Order beginning(ControllerState state, Node source, String why) {
    ServerState server = state.seen().of(source).state().orElseThrow();
    if (server.isMaster()) {
      long number = Line.numberBeyond(state.highestNumber(), source);
      return Order.of(
          new Command.WriteMarkers(
              source, new Marker(number, source), Command.Expected.of(server), why));
    }
    if (!server.isParked()) {
      return Order.of(
          new Command.Park(source, Command.Expected.of(server), why + "; it is parked first"));
    }
    long number = Line.numberBeyond(state.highestNumber(), source);
    Command unpark = new Command.Unpark(source, number, Command.Expected.of(server), why);
    boolean sealed =
        state.seen().of(source.other()).state().filter(other -> !other.isMaster()).isPresent()
            && state.seen().detection().guards().on(Guard.SEAL);
    return sealed
        ? Order.sealed(
            unpark, new Seal(source.other(), Set.of(ConnectionName.values()), Optional.empty()))
        : Order.of(unpark);
  }
}
