package io.redisfailover.failover.policy.switchover;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.ByteCount;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.switchover.SwitchPhase.ProbingAgain.Out;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A switchover, step by step: prepare every proxy, park the active server, wait until the standby
 * has reached its frozen offset, promote the standby, commit. Immutable: {@link #step} says what to
 * do next, the events give the next plan. The way back stays open until the standby is seen as
 * primary. Once a promotion was sent, or could have been because the proxies' hold is over, it
 * leads through a lockout on the standby, after which none can arrive. Before that nobody has sent
 * one, so a standby that has died or hangs does not keep the old server parked.
 *
 * @param attempt the id of this attempt, unlike every other
 * @param from the epoch that ends
 * @param active what the active server was when the switchover began
 * @param deadline no step towards the promotion is taken after this
 * @param phase how far it is
 * @param guards which guards are on
 */
public record SwitchoverPlan(
    String attempt,
    Epoch from,
    ServerState active,
    Instant deadline,
    SwitchPhase phase,
    Guards guards) {

  /** Time for all of a switchover. */
  public static final Duration LIMIT = Duration.ofMillis(1500);

  /** Time that is left for the way back when the standby does not catch up. */
  static final Duration RESERVE = Duration.ofMillis(500);

  /**
   * Begins a switchover away from the active server of the epoch.
   *
   * @param attempt an id that was never used before
   * @param seen what the controller remembers; the active server was seen as itself
   * @param now the present moment
   */
  public static SwitchoverPlan begin(String attempt, ObserverMemory seen, Instant now) {
    return new SwitchoverPlan(
        attempt,
        seen.epoch().orElseThrow(),
        seen.activeMemory().state().orElseThrow(),
        now.plus(LIMIT),
        new SwitchPhase.Preparing(),
        seen.detection().guards());
  }

  /** {@return what to do next} */
  public SwitchStep step() {
    return switch (phase) {
      case SwitchPhase.Preparing() -> new SwitchStep.Prepare();
      case SwitchPhase.Parking() ->
          new SwitchStep.Execute(
              Order.of(
                  new Command.Park(
                      from.server(), Command.Expected.of(active), "switchover to " + to())));
      case SwitchPhase.CatchingUp(long frozen) -> new SwitchStep.ProbeServer(to());
      case SwitchPhase.Promoting() ->
          throw new IllegalStateException("the promotion was handed out before");
      case SwitchPhase.Doubting doubting -> new SwitchStep.ProbeServer(to());
      case SwitchPhase.ProbingAgain back -> new SwitchStep.ProbeServer(from.server());
      case SwitchPhase.RollingBack(String why, boolean lockedOut) ->
          new SwitchStep.Execute(unpark(why, lockedOut));
      case SwitchPhase.Over(SwitchStep end) -> end;
    };
  }

  /** {@return the server that is to become active} */
  public Server to() {
    return from.server().other();
  }

  /**
   * A plan and what to do next in it.
   *
   * @param plan the plan
   * @param step what to do
   */
  public record Advance(SwitchoverPlan plan, SwitchStep step) {}

  /**
   * The proxies were prepared.
   *
   * @param all whether every one of them has acknowledged
   * @param now the present moment
   */
  public Advance prepared(boolean all, Instant now) {
    if (!all && guards.on(Guard.PREPARE_FROM_ALL)) {
      return over(new SwitchStep.Abort(Optional.empty(), "not every proxy could be prepared"));
    }
    return now.isAfter(deadline)
        ? over(new SwitchStep.Abort(Optional.empty(), "preparing the proxies took too long"))
        : advance(new SwitchPhase.Parking());
  }

  /**
   * The order of the last step ended.
   *
   * @param outcome how
   * @param now the present moment
   */
  public Advance ordered(OrderOutcome outcome, Instant now) {
    return switch (phase) {
      case SwitchPhase.Parking() -> parked(outcome);
      case SwitchPhase.Promoting() -> promoted(outcome);
      case SwitchPhase.RollingBack back -> rolledBack(outcome, back, now);
      default -> throw new IllegalStateException("no order is under way in " + phase);
    };
  }

  private Advance parked(OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.NotSent(String why) -> over(new SwitchStep.Abort(Optional.empty(), why));
      case OrderOutcome.Unknown(String why) -> advance(new SwitchPhase.ProbingAgain(why, Out.PARK));
      case OrderOutcome.Done done -> {
        Optional<ServerState> frozen = done.after().state().filter(this::isParkedByThis);
        yield frozen.isPresent()
            ? advance(new SwitchPhase.CatchingUp(frozen.get().offsetBytes()))
            : advance(new SwitchPhase.ProbingAgain(from.server() + " could not be parked"));
      }
    };
  }

  private boolean isParkedByThis(ServerState serverState) {
    boolean sameLife = serverState.runId().equals(active.runId()) || !guards.on(Guard.PROBE_AGAIN);
    return serverState.isParked()
        && sameLife
        && serverState.replicationId().equals(from.replicationId());
  }

  private Advance promoted(OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.NotSent(String why) -> advance(new SwitchPhase.Doubting(why));
      case OrderOutcome.Unknown(String why) ->
          advance(
              new SwitchPhase.ProbingAgain(
                  "the promotion of " + to() + " was not confirmed: " + why, true));
      case OrderOutcome.Done done ->
          done.after()
              .state()
              .filter(ServerState::isPrimary)
              .map(serverState -> over(new SwitchStep.Commit(begun(serverState))))
              .orElseGet(() ->
                  advance(new SwitchPhase.ProbingAgain(to() + " refused the promotion", true)));
    };
  }

  private Epoch begun(ServerState serverState) {
    long number =
        serverState
            .marker()
            .filter(marker -> marker.server() == to())
            .map(marker -> marker.number())
            .orElse(from.numberAfterMove());
    return new Epoch(number, to(), serverState.replicationId());
  }

  private Advance rolledBack(OrderOutcome outcome, SwitchPhase.RollingBack back, Instant now) {
    String why = back.why();
    return switch (outcome) {
      case OrderOutcome.NotSent(String obstacle) ->
          now.isBefore(deadline)
              ? advance(new SwitchPhase.ProbingAgain(why, back.lockedOut()))
              : over(new SwitchStep.OutcomeUnknown(why + "; the rollback failed: " + obstacle));
      case OrderOutcome.Unknown(String unknown) ->
          over(new SwitchStep.OutcomeUnknown(why + "; the rollback failed: " + unknown));
      case OrderOutcome.Done done ->
          done.after()
              .state()
              .filter(ServerState::isPrimary)
              .map(serverState ->
                  over(
                      new SwitchStep.Abort(
                          Optional.of(
                              new Epoch(
                                  from.numberInPlace(),
                                  from.server(),
                                  serverState.replicationId())),
                          why)))
              .orElseGet(() ->
                  over(
                      new SwitchStep.OutcomeUnknown(
                          why + "; " + from.server() + " could not be unparked")));
    };
  }

  /**
   * The server of the last {@link SwitchStep.ProbeServer} was probed.
   *
   * @param state what it said; empty when it could not be asked
   * @param now the present moment
   */
  public Advance probed(Optional<ServerState> state, Instant now) {
    return switch (phase) {
      case SwitchPhase.CatchingUp(long frozen) -> caughtUp(state, frozen, now);
      case SwitchPhase.Doubting(String why) ->
          advance(new SwitchPhase.ProbingAgain(why, state.isPresent()));
      case SwitchPhase.ProbingAgain back -> probedBack(state, back, now);
      default -> throw new IllegalStateException("no probe was requested in " + phase);
    };
  }

  private Advance caughtUp(Optional<ServerState> state, long frozen, Instant now) {
    boolean standby =
        state
            .filter(ServerState::followsPeer)
            .filter(serverState -> serverState.replicationId().equals(from.replicationId()))
            .isPresent();
    if (!standby) {
      // What answers and is no standby may have been promoted by somebody else.
      return advance(
          new SwitchPhase.ProbingAgain(
              to() + " is no longer a standby of " + from, state.isPresent()));
    }
    long missing = frozen - state.orElseThrow().offsetBytes();
    if (missing > 0 && guards.on(Guard.EQUAL_OFFSET)) {
      return now.isAfter(deadline.minus(RESERVE))
          ? advance(
              new SwitchPhase.ProbingAgain(
                  to()
                      + " was still "
                      + ByteCount.inWords(missing)
                      + " behind and did not catch up"))
          : advance(phase);
    }
    if (now.isAfter(deadline)) {
      return advance(new SwitchPhase.ProbingAgain("the switchover took too long"));
    }
    Command promote =
        new Command.Promote(
            to(),
            from.numberAfterMove(),
            Command.Expected.of(state.orElseThrow()),
            guards.on(Guard.EQUAL_OFFSET) ? frozen : 0,
            Command.Promote.Obsolete.in(state.orElseThrow(), from.marker().next()),
            "switch to " + to());
    return new Advance(
        with(new SwitchPhase.Promoting()), new SwitchStep.Execute(Order.of(promote)));
  }

  private Advance probedBack(
      Optional<ServerState> state, SwitchPhase.ProbingAgain back, Instant now) {
    String why = back.why();
    if (state.filter(this::isParkedByThis).isPresent()) {
      // The proxies hold for longer than the deadline, so until then none of them promotes.
      boolean lockedOut = back.out() == Out.PROMOTION || now.isAfter(deadline);
      return advance(new SwitchPhase.RollingBack(why, lockedOut));
    }
    boolean untouched =
        state
            .filter(ServerState::isPrimary)
            .filter(serverState -> serverState.runId().equals(active.runId()))
            .isPresent();
    // A park that arrives after the release would leave the old server parked, and nobody there to
    // take it back.
    boolean parkMayArrive = untouched && back.out() == Out.PARK;
    if (untouched && !(parkMayArrive && now.isBefore(deadline))) {
      return over(new SwitchStep.Abort(Optional.empty(), why));
    }
    return (state.isEmpty() || parkMayArrive) && now.isBefore(deadline)
        ? advance(phase)
        : over(
            new SwitchStep.OutcomeUnknown(
                why + "; " + from.server() + " is not parked as this switchover left it"));
  }

  private Order unpark(String why, boolean lockedOut) {
    ServerState parked = active.parkedNow();
    Command unpark =
        new Command.Unpark(
            from.server(),
            from.numberInPlace(),
            Command.Expected.of(parked),
            "switchover to " + to() + " rolled back: " + why);
    return lockedOut && guards.on(Guard.LOCKOUT)
        ? Order.lockedOut(
            unpark, new Lockout(to(), Set.of(ConnectionName.values()), Optional.empty()))
        : Order.of(unpark);
  }

  private Advance advance(SwitchPhase next) {
    SwitchoverPlan plan = with(next);
    return new Advance(plan, plan.step());
  }

  private Advance over(SwitchStep end) {
    return new Advance(with(new SwitchPhase.Over(end)), end);
  }

  private SwitchoverPlan with(SwitchPhase next) {
    return new SwitchoverPlan(attempt, from, active, deadline, next, guards);
  }
}
