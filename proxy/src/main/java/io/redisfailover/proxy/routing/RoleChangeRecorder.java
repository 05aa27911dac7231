package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Clients;
import io.redisfailover.controlapi.RoleChange.Kind;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.proxy.relay.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Records each {@link RoleChange} of this proxy: what led to it, which server was left, and what it
 * meant for clients. Decides nothing. Used by one thread.
 */
final class RoleChangeRecorder {
  private final SessionCounts counts;
  private RoleChangeHistory history = RoleChangeHistory.NONE;
  private PendingRoleChange pending = PendingRoleChange.NONE;
  private Optional<ObserverMemory> watched = Optional.empty();
  private Optional<ObserverMemory> departed = Optional.empty();
  private Optional<Hold> hold = Optional.empty();
  private long sessionsAtLastAnswer;

  /**
   * Creates a recorder without any role change.
   *
   * @param counts the counters of the byte path
   */
  RoleChangeRecorder(SessionCounts counts) {
    this.counts = counts;
  }

  /**
   * The present hold of clients.
   *
   * @param since when it began
   * @param heldBefore how many connections had been held before it
   */
  private record Hold(Instant since, long heldBefore) {}

  /**
   * A role change whose route is not open yet.
   *
   * @param change what is known of it
   * @param hold the hold that it ends
   * @param sessions sessions of the old server at its last answer; absent when not counted
   */
  record Opening(RoleChange change, Hold hold, OptionalLong sessions) {}

  /** Takes in what is remembered of both servers; to be called before each decision. */
  void watched(ObserverMemory seen) {
    boolean moved =
        watched.flatMap(ObserverMemory::epoch).map(Epoch::server).isPresent()
            && !watched.map(before -> server(before)).equals(Optional.of(server(seen)));
    if (moved) {
      departed = watched;
    }
    boolean answered =
        seen.epochServerSeen()
            && server(seen).equals(history.routed())
            && !watched.map(RoleChangeRecorder::lastAnswer).equals(Optional.of(lastAnswer(seen)));
    if (answered) {
      sessionsAtLastAnswer = counts.sessionsOf(server(seen).orElseThrow());
    }
    watched = Optional.of(seen);
  }

  /** Clients are held, from now on or from an earlier call on. */
  void held(Instant now) {
    hold = hold.or(() -> Optional.of(new Hold(now, counts.heldTotal())));
  }

  /** A switchover was announced. */
  void announced(Cause cause, Instant now) {
    pending = pending.announced(cause, now);
    history.routed().ifPresent(server -> sessionsAtLastAnswer = counts.sessionsOf(server));
    held(now);
  }

  /** This proxy is about to promote the standby. */
  void promoting(Command.Promote order, Cause cause, ObserverMemory seen, Instant now) {
    pending = pending.promoting(order, cause, seen, now);
  }

  /** An order of this proxy ended. */
  void ended(Command command, OrderOutcome outcome) {
    if (outcome instanceof OrderOutcome.Done(ProbeResult after)) {
      pending = pending.replied(command, after);
    }
  }

  /** {@return why sessions of the old server are closed} */
  CloseReason closeReason() {
    return pending.announced().isPresent() ? CloseReason.KILLED : CloseReason.SERVER_LOST;
  }

  /**
   * Clients are routed to {@code to} from now on.
   *
   * @param to the server
   * @param message why, in words
   * @param seen what is remembered of both servers
   * @param now the present moment
   * @return the role change, to be passed to {@link #opened}; absent when there is none
   */
  Optional<Opening> routed(Server to, String message, ObserverMemory seen, Instant now) {
    Optional<Opening> opening =
        history
            .leftFor(to)
            .map(from -> pending.completed(from, to, message, old(from), seen, now))
            .map(change -> opening(change, OptionalLong.of(sessionsAtLastAnswer), now));
    pending = PendingRoleChange.NONE;
    return begun(to, opening);
  }

  /**
   * The same in the mode {@code RouteOnly}, where only the verdict of the checks is known.
   *
   * @param to the server
   * @param cause a check, or what an administrator has set
   * @param message why, in words
   * @param now the present moment
   * @return the role change, to be passed to {@link #opened}; absent when there is none
   */
  Optional<Opening> rerouted(Server to, Cause cause, String message, Instant now) {
    Instant decided = hold.map(Hold::since).orElse(now);
    Optional<Opening> opening =
        history
            .leftFor(to)
            .map(from ->
                new RoleChange(
                    Optional.of(from),
                    to,
                    Kind.REROUTE,
                    Optional.of(cause),
                    cause.word(),
                    message,
                    new Moments(Map.of(Moment.DECIDED, decided, Moment.ROUTED, now)),
                    Clients.UNKNOWN,
                    OptionalLong.empty(),
                    List.of()))
            .map(change -> opening(change, OptionalLong.empty(), now));
    return begun(to, opening);
  }

  /** The new route is open on every event loop, and the old server has no sessions any more. */
  void opened(Opening opening, Instant at) {
    RoleChange change = opening.change();
    long held = counts.heldTotal() - opening.hold().heldBefore();
    Optional<Duration> wait =
        counts
            .firstHeldAt()
            .filter(first -> held > 0 && !first.isBefore(opening.hold().since()))
            .map(first -> Duration.between(first, at));
    long left = change.from().map(counts::sessionsOf).orElse(0L);
    OptionalLong closed =
        opening.sessions().isPresent()
            ? OptionalLong.of(Math.max(0, opening.sessions().getAsLong() - left))
            : OptionalLong.empty();
    history = history.replaced(change, change.opened(at, new Clients(closed, held, wait)));
  }

  /** {@return the last role changes, newest first} */
  List<RoleChange> changes() {
    return history.changes();
  }

  private Opening opening(RoleChange change, OptionalLong sessions, Instant now) {
    return new Opening(change, hold.orElseGet(() -> new Hold(now, counts.heldTotal())), sessions);
  }

  private Optional<Opening> begun(Server to, Optional<Opening> opening) {
    history = opening.map(next -> history.changed(next.change())).orElse(history.routed(to));
    hold = Optional.empty();
    return opening;
  }

  /** {@return what was remembered last while {@code from} was the active server} */
  private Optional<ObserverMemory> old(Server from) {
    return watched
        .filter(seen -> server(seen).equals(Optional.of(from)))
        .or(() -> departed.filter(seen -> server(seen).equals(Optional.of(from))));
  }

  private static Optional<Server> server(ObserverMemory seen) {
    return seen.epoch().map(Epoch::server);
  }

  private static Optional<Instant> lastAnswer(ObserverMemory seen) {
    return seen.evidence().activeSeenAt();
  }
}
