package io.redisfailover.proxy.routing;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.observer.FailureTrace;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.stats.AffectedClients;
import io.redisfailover.proxy.stats.PastFailover;
import io.redisfailover.proxy.stats.PastFailover.Kind;
import io.redisfailover.proxy.stats.Timeline;
import io.redisfailover.proxy.stats.Timeline.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Remembers why the route is about to change, until it does, and then tells it as a {@link
 * PastFailover}. Decides nothing. Used by one thread.
 */
final class Chronicle {
  private final SessionCounts counts;
  private FailoverHistory history = FailoverHistory.NONE;
  private Optional<Observation> watched = Optional.empty();
  private Optional<Observation> departed = Optional.empty();
  private Optional<Promotion> promotion = Optional.empty();
  private Optional<Announcement> announced = Optional.empty();
  private Optional<Hold> hold = Optional.empty();
  private long sessionsAtLife;

  /** A history without any change. */
  Chronicle(SessionCounts counts) {
    this.counts = counts;
  }

  /**
   * This proxy's own promotion of the standby.
   *
   * @param order the command
   * @param cause why it was decided
   * @param trace how the active server had failed
   * @param decidedAt when it was decided
   * @param reply what the server said after it; absent before, or when it was not sent
   */
  private record Promotion(
      Command.Promote order,
      Cause cause,
      Optional<FailureTrace> trace,
      Instant decidedAt,
      Optional<View> reply) {
    Promotion replied(View view) {
      return new Promotion(order, cause, trace, decidedAt, Optional.of(view));
    }
  }

  /**
   * A planned switch was announced.
   *
   * @param cause why it is done
   * @param at when
   */
  private record Announcement(Cause cause, Instant at) {}

  /**
   * Clients are held.
   *
   * @param since since when
   * @param heldBefore how many had ever been held before that
   */
  private record Hold(Instant since, long heldBefore) {}

  /**
   * A change whose route is not open yet.
   *
   * @param change what is known of it
   * @param hold since when clients are held
   * @param sessions what the old server had at its last sign of life; absent when not counted
   */
  record Opening(PastFailover change, Hold hold, OptionalLong sessions) {}

  /** Takes in what is remembered of both servers; to be called before each decision. */
  void watched(Observation seen) {
    boolean moved =
        watched.flatMap(Observation::line).map(Line::node).isPresent()
            && !watched.map(before -> node(before)).equals(Optional.of(node(seen)));
    if (moved) {
      departed = watched;
    }
    boolean alive =
        seen.activeIsLine()
            && node(seen).equals(history.routed())
            && !watched.map(Chronicle::lastSeen).equals(Optional.of(lastSeen(seen)));
    if (alive) {
      sessionsAtLife = counts.sessionsOf(node(seen).orElseThrow());
    }
    watched = Optional.of(seen);
  }

  /** Clients are held, or still are. */
  void held(Instant now) {
    hold = hold.or(() -> Optional.of(new Hold(now, counts.heldTotal())));
  }

  /** A planned switch was announced. */
  void planned(Cause cause, Instant now) {
    announced = Optional.of(new Announcement(cause, now));
    history.routed().ifPresent(node -> sessionsAtLife = counts.sessionsOf(node));
    held(now);
  }

  /** The standby is about to be promoted by this proxy. */
  void promoting(Command.Promote order, Cause cause, Observation seen, Instant now) {
    promotion =
        Optional.of(new Promotion(order, cause, FailureTrace.of(seen), now, Optional.empty()));
  }

  /** An order of this proxy's ended. */
  void ended(Command command, OrderOutcome outcome) {
    if (outcome instanceof OrderOutcome.Done(View after)) {
      promotion = promotion.map(own -> own.order().equals(command) ? own.replied(after) : own);
    }
  }

  /** {@return why sessions of the old server are closed} */
  CloseReason closeReason() {
    return announced.isPresent() ? CloseReason.KILLED : CloseReason.SERVER_LOST;
  }

  /**
   * Clients go to {@code to} from here on; the history says what made it so, not only what was seen
   * then.
   *
   * @param why the sentence of the decision
   * @param seen what is remembered of both servers by now
   * @return what {@link #opened} is to be told of, if that is a change
   */
  Optional<Opening> routed(Node to, String why, Observation seen, Instant now) {
    Optional<Node> from = history.leftFor(to);
    Optional<Opening> opening =
        from.map(left -> change(left, to, why, seen, now))
            .map(change -> opening(change, OptionalLong.of(sessionsAtLife), now));
    history = opening.map(next -> history.changed(next.change())).orElse(history.routed(to));
    promotion = Optional.empty();
    announced = Optional.empty();
    hold = Optional.empty();
    return opening;
  }

  /** The same in the mode that follows the checks; their verdict is all that is known. */
  Optional<Opening> rerouted(Node to, String why, Instant now) {
    Map<Moment, Instant> moments = new EnumMap<>(Moment.class);
    moments.put(Moment.DECIDED, hold.map(Hold::since).orElse(now));
    moments.put(Moment.ROUTED, now);
    Optional<Opening> opening =
        history
            .leftFor(to)
            .map(from ->
                new PastFailover(
                    Optional.of(from),
                    to,
                    Kind.REROUTE,
                    Cause.CHECK,
                    "check",
                    why,
                    new Timeline(moments),
                    AffectedClients.UNKNOWN,
                    OptionalLong.empty()))
            .map(change -> opening(change, OptionalLong.empty(), now));
    history = opening.map(next -> history.changed(next.change())).orElse(history.routed(to));
    hold = Optional.empty();
    return opening;
  }

  /** The new route is open on every event loop; the old server has no sessions any more. */
  void opened(Opening opening, Instant at) {
    PastFailover change = opening.change();
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
    history = history.replaced(change, change.opened(at, new AffectedClients(closed, held, wait)));
  }

  /** {@return the last changes of the active server, newest first} */
  List<PastFailover> changes() {
    return history.changes();
  }

  private Opening opening(PastFailover change, OptionalLong sessions, Instant now) {
    return new Opening(change, hold.orElseGet(() -> new Hold(now, counts.heldTotal())), sessions);
  }

  private PastFailover change(Node from, Node to, String why, Observation seen, Instant now) {
    Optional<Observation> old = old(from);
    Optional<Promotion> own = promotion.filter(order -> order.order().node() == to);
    boolean plan = announced.isPresent();
    Kind kind = plan ? Kind.SWITCHOVER : own.isPresent() ? Kind.FAILOVER : Kind.ADOPTION;
    Optional<FailureTrace> trace =
        own.flatMap(Promotion::trace).or(() -> old.flatMap(FailureTrace::of));
    String detectedBy =
        switch (kind) {
          case SWITCHOVER -> "planned switch";
          case FAILOVER -> trace.map(FailureTrace::inWords).orElse("failure");
          case ADOPTION, REROUTE -> "another proxy or the controller";
        };
    Cause cause =
        announced
            .map(Announcement::cause)
            .or(() -> own.map(Promotion::cause))
            .orElse(Cause.NEWER_EPOCH);
    Optional<ServerState> successor = seen.of(to).state();
    return new PastFailover(
        Optional.of(from),
        to,
        kind,
        cause,
        detectedBy,
        kind == Kind.FAILOVER ? own.orElseThrow().order().why() : why,
        new Timeline(moments(old, trace, own, seen.of(to).newest(), now)),
        AffectedClients.UNKNOWN,
        old.isPresent() && successor.isPresent()
            ? old.get().gapBytes(successor.get())
            : OptionalLong.empty());
  }

  private Map<Moment, Instant> moments(
      Optional<Observation> old,
      Optional<FailureTrace> trace,
      Optional<Promotion> own,
      Optional<View> successor,
      Instant now) {
    Map<Moment, Instant> moments = new EnumMap<>(Moment.class);
    if (announced.isPresent()) {
      moments.put(Moment.ANNOUNCED, announced.get().at());
    } else {
      trace
          .flatMap(FailureTrace::lastSign)
          .or(() -> old.flatMap(Chronicle::lastSeen))
          .ifPresent(when -> moments.put(Moment.LAST_ANSWER, when));
      trace.ifPresent(failed -> moments.put(Moment.FIRST_FAILED_LOOK, failed.firstFailedLook()));
    }
    // At the end of a planned switch a promotion may be decided that the switch has made needless.
    own.filter(order -> announced.isEmpty() || order.reply().isPresent())
        .ifPresent(order -> moments.put(Moment.DECIDED, order.decidedAt()));
    Optional<View> reply = own.flatMap(Promotion::reply);
    reply.ifPresent(view -> moments.put(Moment.PROMOTE_SENT, view.sentAt()));
    reply
        .filter(View::isMaster)
        .or(() -> successor.filter(View::isMaster))
        .ifPresent(view -> moments.put(Moment.PROMOTED, view.receivedAt()));
    moments.put(Moment.ROUTED, now);
    return moments;
  }

  /** What was remembered last while {@code from} was the line's node. */
  private Optional<Observation> old(Node from) {
    return watched
        .filter(seen -> node(seen).equals(Optional.of(from)))
        .or(() -> departed.filter(seen -> node(seen).equals(Optional.of(from))));
  }

  private static Optional<Node> node(Observation seen) {
    return seen.line().map(Line::node);
  }

  private static Optional<Instant> lastSeen(Observation seen) {
    return seen.witness().activeSeenAt();
  }
}
