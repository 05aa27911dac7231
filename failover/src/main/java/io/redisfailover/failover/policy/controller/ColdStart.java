package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.SupersededPrimary;
import io.redisfailover.failover.policy.controller.ControllerDecision.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * No server is seen as the primary of an epoch, and nobody may promote the standby: which data go
 * on? Only what the data themselves say decides; where they do not say it, an administrator is
 * asked.
 */
final class ColdStart {
  /** What to do where either server's data can be kept. */
  static final String CHOOSE =
      "choose with keep-data-of: the data of the other server is discarded";

  /** How long a server that cannot be asked is waited for before an administrator is asked. */
  static final Duration UNREACHABLE = Duration.ofSeconds(10);

  /**
   * The same while this process itself gets too little processor time: its machine is overloaded,
   * and the server is likely to be late for the same reason.
   */
  static final Duration UNREACHABLE_STARVED = Duration.ofMinutes(1);

  private static final String STARVED =
      "this process gets too little processor time: its machine is overloaded";

  /** How long a new pair waits for its preferred server when the other one was there first. */
  static final Duration PREFERRED_FIRST = Duration.ofSeconds(5);

  private ColdStart() {}

  /** What is done. */
  static Action action(ControllerState state, ControllerSettings settings, Instant now) {
    for (Server server : Server.values()) {
      if (isStopping(state, server)) {
        return new ControllerDecision.Waiting(server + " is shutting down");
      }
    }
    if (state.decision().isPresent()) {
      return ManualDecision.action(state, state.decision().get());
    }
    for (Server server : Server.values()) {
      if (state.seen().of(server).isDialledAgain()) {
        return new ControllerDecision.Waiting("waiting for a new connection to " + server);
      }
    }
    for (Server server : Server.values()) {
      if (!state.seen().of(server).answered()) {
        return unreachable(state, settings, server, now);
      }
    }
    return superseded(state)
        .or(() -> Adoption.action(state, settings))
        .or(() -> successor(state))
        .or(() -> unknownPrimary(state))
        .orElseGet(() -> start(state, settings));
  }

  /** One that no longer answers is not waited for: with its machine, it may be so for ever. */
  private static boolean isStopping(ControllerState state, Server server) {
    return state.facts(server).terminating() && state.seen().of(server).answered();
  }

  private static Action unreachable(
      ControllerState state, ControllerSettings settings, Server server, Instant now) {
    Optional<ServerState> other = state.seen().of(server.other()).state();
    Instant since = state.timers().noPrimarySince().orElse(now);
    Duration waited = Duration.between(since, now);
    if (other.isPresent() && state.fresh() && state.highestNumber() == 0) {
      boolean tooSoon = server == settings.preferred() && waited.compareTo(PREFERRED_FIRST) < 0;
      return Adoption.alone(state, server.other(), other.get(), tooSoon);
    }
    Optional<String> alone =
        other.flatMap(serverState -> StandbyGone.reason(state, server.other(), serverState));
    if (alone.isPresent()) {
      return begin(state, server.other(), alone.get());
    }
    if (other.isEmpty()) {
      return new ControllerDecision.Waiting(neither(state));
    }
    String why = said(state, server) + " and may hold newer writes";
    boolean starved = state.seen().patience().isStarved();
    boolean patient = waited.compareTo(starved ? UNREACHABLE_STARVED : UNREACHABLE) < 0;
    return patient
        ? new ControllerDecision.Waiting(starved ? why + "; " + STARVED : why)
        : new ControllerDecision.DecisionRequired(
            why
                + "; "
                + remedy(answer(state, server), "it", "its")
                + ", or set keep-data-of="
                + server.other()
                + " to continue without them");
  }

  private static String neither(ControllerState state) {
    ProbeAnswer master = answer(state, Server.MASTER);
    ProbeAnswer backup = answer(state, Server.BACKUP);
    boolean away =
        !(master instanceof ProbeAnswer.Errored) && !(backup instanceof ProbeAnswer.Errored);
    String remedy =
        away
            ? "start or reconnect them"
            : remedy(master, "Master", "Master's")
                + ", and "
                + remedy(backup, "Backup", "Backup's");
    return said(state, Server.MASTER) + ", and " + said(state, Server.BACKUP) + "; " + remedy;
  }

  private static ProbeAnswer answer(ControllerState state, Server server) {
    return state.seen().of(server).newest().orElseThrow().answer();
  }

  private static String said(ControllerState state, Server server) {
    return server + " " + answer(state, server).predicate();
  }

  /** What makes a server answer as what it is. */
  private static String remedy(ProbeAnswer answer, String server, String its) {
    if (!(answer instanceof ProbeAnswer.Errored(ErrorReply error, Optional<String> runId))) {
      return "start or reconnect " + server;
    }
    return switch (error.kind()) {
      case LOADING -> "wait until " + server + " has loaded its data";
      case BUSY -> "wait until " + its + " script ends";
      case NOAUTH, WRONGPASS, NOPERM, DENIED -> "correct " + its + " password or permissions";
      case MAX_CLIENTS -> "close some of " + its + " connections";
      default -> "repair " + server;
    };
  }

  /** A superseded primary is parked first, whoever becomes active then. */
  private static Optional<Action> superseded(ControllerState state) {
    for (Server server : Server.values()) {
      ServerState serverState = state.seen().of(server).state().orElseThrow();
      long newest = state.highestNumber();
      if (serverState.marker().isPresent()
          && SupersededPrimary.isSuperseded(state.seen(), server, serverState, newest)) {
        return Optional.of(
            new ControllerDecision.Execute(
                Order.of(SupersededPrimary.park(server, serverState, newest))));
      }
    }
    return Optional.empty();
  }

  /**
   * Somebody else made the standby a primary, as {@code FAILOVER} does, and the epoch's server
   * follows it: both hold one data set, which goes on from the epoch. There is nothing to choose.
   */
  private static Optional<Action> successor(ControllerState state) {
    return state
        .epoch()
        .filter(epoch -> {
          ServerState next = state.seen().of(epoch.server().other()).state().orElseThrow();
          ServerState former = state.seen().of(epoch.server()).state().orElseThrow();
          return next.isPrimary()
              && next.formerId().equals(Optional.of(epoch.replicationId()))
              && former.isLinkedToPeer()
              && former.replicationId().equals(next.replicationId());
        })
        .map(epoch ->
            begin(
                state,
                epoch.server().other(),
                epoch.server().other()
                    + " was made a primary by somebody else, and "
                    + epoch.server()
                    + " follows it with the same data"));
  }

  /** An empty primary without a marker stops nobody; any other is a riddle. */
  private static Optional<Action> unknownPrimary(ControllerState state) {
    for (Server server : Server.values()) {
      ServerState serverState = state.seen().of(server).state().orElseThrow();
      boolean harmless = serverState.keys() == 0 && serverState.marker().isEmpty();
      if (serverState.isPrimary() && !harmless) {
        return Optional.of(
            new ControllerDecision.DecisionRequired(
                server
                    + " is a primary with "
                    + KeyCount.inWords(serverState.keys())
                    + " of no known epoch; "
                    + CHOOSE));
      }
    }
    return Optional.empty();
  }

  private static Action start(ControllerState state, ControllerSettings settings) {
    DataSet master = DataSet.of(state, Server.MASTER);
    DataSet backup = DataSet.of(state, Server.BACKUP);
    for (DataSet data : new DataSet[] {master, backup}) {
      if (data.unidentified()) {
        return new ControllerDecision.DecisionRequired(
            data.server()
                + " holds "
                + KeyCount.inWords(data.serverState().keys())
                + " of an unknown history, without a marker; "
                + CHOOSE);
      }
    }
    if (master.marker().isEmpty() && backup.marker().isEmpty()) {
      return bothEmpty(state, settings);
    }
    if (master.isOneHistoryWith(backup)) {
      return fromOneHistory(state, master, backup);
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
      return new ControllerDecision.DecisionRequired(
          "both servers are empty although at least one had data; check their volumes, or set"
              + " keep-data-of to start empty");
    }
    String why = state.fresh() ? "a new pair starts" : "both servers lost their data";
    return begin(state, settings.preferred(), why + ": " + settings.preferred() + " is preferred");
  }

  /** The newest known epoch has no data any more, and its server should have kept them. */
  private static Optional<Action> lostNewest(
      ControllerState state, DataSet master, DataSet backup) {
    long held = Math.max(master.number(), backup.number());
    return newestKnown(state)
        .filter(epoch -> epoch.number() > held)
        .filter(epoch -> (epoch.server() == Server.MASTER ? master : backup).lost())
        .filter(epoch -> !state.facts(epoch.server()).startsEmpty())
        .map(epoch -> emptyVolume(epoch.server()));
  }

  private static Action emptyVolume(Server server) {
    return new ControllerDecision.DecisionRequired(
        server
            + " held the newest data and is empty; check its volume, or set keep-data-of="
            + server.other()
            + " to continue with the older copy, or keep-data-of="
            + server
            + " to start empty");
  }

  /** The marker with the highest number, at least on {@code high}, says whose data they are. */
  private static Action fromHighest(ControllerState state, DataSet high, DataSet low) {
    Marker marker = high.marker().orElseThrow();
    boolean own = high.server() == marker.server();
    DataSet owner = own ? high : low;
    DataSet other = own ? low : high;
    String epoch = "epoch " + marker.number();
    if (owner.number() == marker.number()) {
      return other.number() == marker.number()
          ? fromBoth(state, owner, other, marker)
          : begin(state, owner.server(), owner.server() + " holds the data of " + epoch);
    }
    if (!owner.lost()) {
      return begin(
          state, other.server(), owner.server() + " holds an older copy than " + other.server());
    }
    return state.facts(owner.server()).startsEmpty()
        ? begin(
            state,
            other.server(),
            owner.server()
                + " lost the data of "
                + epoch
                + "; the copy on "
                + other.server()
                + " is used")
        : emptyVolume(owner.server());
  }

  /** One of the two copies is the beginning of the other, whatever became of its markers. */
  private static Action fromOneHistory(ControllerState state, DataSet master, DataSet backup) {
    boolean backupFirst =
        newestKnown(state).filter(known -> known.server() == Server.BACKUP).isPresent();
    DataSet longer = backupFirst ? longer(backup, master) : longer(master, backup);
    String why =
        longer.marker().map(held -> "epoch " + held.number()).orElse("what both servers hold");
    return begin(state, longer.server(), longer.server() + " holds the most of " + why);
  }

  /** The longer one; where both are as long, the first one. */
  private static DataSet longer(DataSet first, DataSet second) {
    return second.serverState().offsetBytes() > first.serverState().offsetBytes() ? second : first;
  }

  private static Action fromBoth(
      ControllerState state, DataSet owner, DataSet other, Marker marker) {
    String epoch = "epoch " + marker.number();
    if (owner.sharesHistoryWith(other)) {
      Server source = longer(owner, other).server();
      return begin(state, source, source + " holds the most of " + epoch);
    }
    Server last = activeLast(state, marker).orElse(owner.server());
    boolean asMarked =
        last == owner.server() || isPromoted(state, last == other.server() ? other : owner);
    boolean newest = state.facts(last).persistence() == ServerFacts.Persistence.AOF;
    return !newest || !asMarked
        ? new ControllerDecision.DecisionRequired(
            "both servers hold "
                + epoch
                + (asMarked
                    ? ", and without an append-only file"
                    : " although a newer one began, and")
                + " the newer copy is unknown; choose with keep-data-of ("
                + last
                + " was active last)")
        : begin(state, last, last + " was active in " + epoch);
  }

  /**
   * Whether data are those of a server that was promoted to the newest known epoch and has not
   * written its markers since: it lacks the marker of the epoch before, and carries the next one. A
   * start from an append-only file has taken the history with it by which the marker would count.
   */
  private static boolean isPromoted(ControllerState state, DataSet data) {
    Markers markers = data.serverState().markers();
    return markers.epoch().isEmpty()
        && markers.next().isPresent()
        && markers.next().map(Markers.Next::marker).equals(newestKnown(state).map(Epoch::marker));
  }

  /**
   * The server of a newer epoch than the data say, whose markers were not written or were removed.
   */
  private static Optional<Server> activeLast(ControllerState state, Marker marker) {
    return newestKnown(state).filter(known -> known.number() > marker.number()).map(Epoch::server);
  }

  private static Optional<Epoch> newestKnown(ControllerState state) {
    return state
        .epochs()
        .heard()
        .filter(heard -> state.epoch().map(heard::newerThan).orElse(true))
        .or(state::epoch);
  }

  /** The data say that a server begins. */
  static Action begin(ControllerState state, Server source, String why) {
    return begin(state, source, Cause.COLD_START, why);
  }

  /** Makes a server active in an epoch beyond every number; a standby is parked first. */
  static Action begin(ControllerState state, Server source, Cause cause, String why) {
    return new ControllerDecision.Execute(beginning(state, source, why), Optional.of(cause));
  }

  private static Order beginning(ControllerState state, Server source, String why) {
    ServerState serverState = state.seen().of(source).state().orElseThrow();
    if (serverState.isPrimary()) {
      long number = Epoch.numberBeyond(state.highestNumber(), source);
      return Order.of(
          new Command.WriteMarkers(
              source, new Marker(number, source), Command.Expected.of(serverState), why));
    }
    if (!serverState.isParked()) {
      return Order.of(
          new Command.Park(source, Command.Expected.of(serverState), why + "; it is parked first"));
    }
    Optional<Order> standby = parkedFirst(state, source.other(), why);
    if (standby.isPresent()) {
      return standby.get();
    }
    long number = Epoch.numberBeyond(state.highestNumber(), source);
    Command unpark = new Command.Unpark(source, number, Command.Expected.of(serverState), why);
    boolean lockedOut =
        state.seen().of(source.other()).state().filter(other -> !other.isPrimary()).isPresent()
            && state.seen().detection().guards().on(Guard.LOCKOUT);
    return lockedOut
        ? Order.lockedOut(
            unpark, new Lockout(source.other(), Set.of(ConnectionName.values()), Optional.empty()))
        : Order.of(unpark);
  }

  /**
   * A standby in the old epoch can be promoted by an observer that does not see the start: one that
   * is cut from the source. Nobody promotes a parked server.
   */
  private static Optional<Order> parkedFirst(ControllerState state, Server standby, String why) {
    return state
        .seen()
        .of(standby)
        .state()
        .filter(ServerState::followsPeer)
        .map(copy ->
            Order.of(
                new Command.Park(
                    standby,
                    Command.Expected.of(copy),
                    why + "; " + standby + " is parked first")));
  }
}
