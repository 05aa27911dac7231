package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.Seal;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.policy.SwitchPhase.LookingBack.Out;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A planned switch, step by step: prepare every proxy, park the active server, wait until the
 * standby has reached its frozen offset, promote the standby, commit. Immutable: {@link #step} says
 * what to do next, the events give the next plan. The way back stays open until the standby is seen
 * as master. Once a promotion was sent, or could have been because the proxies' hold is over, it
 * leads through a seal on the standby, after which none can arrive. Before that nobody has sent
 * one, so a standby that has died or hangs does not keep the old server parked.
 *
 * @param attempt the id of this attempt, unlike every other
 * @param from the line that ends
 * @param active what the active server was when the switch began
 * @param deadline no step towards the promotion is taken after this
 * @param phase how far it is
 * @param guards which guards are on
 */
public record SwitchoverPlan(
    String attempt,
    Line from,
    ServerState active,
    Instant deadline,
    SwitchPhase phase,
    Guards guards) {

  /** Time for all of a switch. */
  public static final Duration LIMIT = Duration.ofMillis(1500);

  /** Time that is left for the way back when the standby does not catch up. */
  static final Duration RESERVE = Duration.ofMillis(500);

  /**
   * Begins a switch away from the active server of the line.
   *
   * @param attempt an id that was never used before
   * @param seen what the controller remembers; the line's active server was seen as itself
   * @param now the present moment
   */
  public static SwitchoverPlan begin(String attempt, Observation seen, Instant now) {
    return new SwitchoverPlan(
        attempt,
        seen.line().orElseThrow(),
        seen.activeSight().state().orElseThrow(),
        now.plus(LIMIT),
        new SwitchPhase.Preparing(),
        seen.detection().guards());
  }

  /** {@return what to do next} */
  public SwitchStep step() {
    return switch (phase) {
      case SwitchPhase.Preparing() -> new SwitchStep.Prepare();
      case SwitchPhase.Parking() ->
          new SwitchStep.Carry(
              Order.of(
                  new Command.Park(from.node(), Command.Expected.of(active), "switch to " + to())));
      case SwitchPhase.CatchingUp(long frozen) -> new SwitchStep.Look(to());
      case SwitchPhase.Promoting() ->
          throw new IllegalStateException("the promotion was handed out already");
      case SwitchPhase.Doubting doubting -> new SwitchStep.Look(to());
      case SwitchPhase.LookingBack back -> new SwitchStep.Look(from.node());
      case SwitchPhase.RollingBack(String why, boolean sealed) ->
          new SwitchStep.Carry(unpark(why, sealed));
      case SwitchPhase.Over(SwitchStep end) -> end;
    };
  }

  /** {@return the server that is to become active} */
  public Node to() {
    return from.node().other();
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
      return over(new SwitchStep.Release(Optional.empty(), "not every proxy could be prepared"));
    }
    return now.isAfter(deadline)
        ? over(new SwitchStep.Release(Optional.empty(), "preparing the proxies took too long"))
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
      case OrderOutcome.NotSent(String why) -> over(new SwitchStep.Release(Optional.empty(), why));
      case OrderOutcome.Unknown(String why) -> advance(new SwitchPhase.LookingBack(why, Out.PARK));
      case OrderOutcome.Done done -> {
        Optional<ServerState> frozen = done.after().state().filter(this::isParkedByThis);
        yield frozen.isPresent()
            ? advance(new SwitchPhase.CatchingUp(frozen.get().offsetBytes()))
            : advance(new SwitchPhase.LookingBack(from.node() + " could not be parked"));
      }
    };
  }

  private boolean isParkedByThis(ServerState server) {
    boolean sameLife = server.runId().equals(active.runId()) || !guards.on(Guard.LOOK_AGAIN);
    return server.isParked() && sameLife && server.replicationId().equals(from.replicationId());
  }

  private Advance promoted(OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.NotSent(String why) -> advance(new SwitchPhase.Doubting(why));
      case OrderOutcome.Unknown(String why) ->
          advance(
              new SwitchPhase.LookingBack(
                  "the promotion of " + to() + " was not answered: " + why, true));
      case OrderOutcome.Done done ->
          done.after()
              .state()
              .filter(ServerState::isMaster)
              .map(server -> over(new SwitchStep.Commit(begun(server))))
              .orElseGet(() ->
                  advance(new SwitchPhase.LookingBack(to() + " refused to be promoted", true)));
    };
  }

  private Line begun(ServerState server) {
    long number =
        server
            .marker()
            .filter(marker -> marker.node() == to())
            .map(marker -> marker.number())
            .orElse(from.numberAfterMove());
    return new Line(number, to(), server.replicationId());
  }

  private Advance rolledBack(OrderOutcome outcome, SwitchPhase.RollingBack back, Instant now) {
    String why = back.why();
    return switch (outcome) {
      case OrderOutcome.NotSent(String obstacle) ->
          now.isBefore(deadline)
              ? advance(new SwitchPhase.LookingBack(why, back.sealed()))
              : over(new SwitchStep.Unsettled(why + "; rolling back: " + obstacle));
      case OrderOutcome.Unknown(String unknown) ->
          over(new SwitchStep.Unsettled(why + "; rolling back: " + unknown));
      case OrderOutcome.Done done ->
          done.after()
              .state()
              .filter(ServerState::isMaster)
              .map(server ->
                  over(
                      new SwitchStep.Release(
                          Optional.of(
                              new Line(from.numberInPlace(), from.node(), server.replicationId())),
                          why)))
              .orElseGet(() -> over(new SwitchStep.Unsettled(why + "; it could not be un-parked")));
    };
  }

  /**
   * The server of the last {@link SwitchStep.Look} was probed.
   *
   * @param state what it said; empty when it could not be asked
   * @param now the present moment
   */
  public Advance looked(Optional<ServerState> state, Instant now) {
    return switch (phase) {
      case SwitchPhase.CatchingUp(long frozen) -> caughtUp(state, frozen, now);
      case SwitchPhase.Doubting(String why) ->
          advance(new SwitchPhase.LookingBack(why, state.isPresent()));
      case SwitchPhase.LookingBack back -> lookedBack(state, back, now);
      default -> throw new IllegalStateException("no look was asked for in " + phase);
    };
  }

  private Advance caughtUp(Optional<ServerState> state, long frozen, Instant now) {
    boolean standby =
        state
            .filter(ServerState::followsPeer)
            .filter(server -> server.replicationId().equals(from.replicationId()))
            .isPresent();
    if (!standby) {
      // What answers and is no standby may have been promoted by somebody else.
      return advance(
          new SwitchPhase.LookingBack(
              to() + " is not a standby of " + from + " any more", state.isPresent()));
    }
    long missing = frozen - state.orElseThrow().offsetBytes();
    if (missing > 0 && guards.on(Guard.EQUAL_OFFSET)) {
      return now.isAfter(deadline.minus(RESERVE))
          ? advance(
              new SwitchPhase.LookingBack(
                  to() + " lacks " + missing + " bytes and does not catch up"))
          : advance(phase);
    }
    if (now.isAfter(deadline)) {
      return advance(new SwitchPhase.LookingBack("the switch took too long"));
    }
    Command promote =
        new Command.Promote(
            to(),
            from.numberAfterMove(),
            Command.Expected.of(state.orElseThrow()),
            guards.on(Guard.EQUAL_OFFSET) ? frozen : 0,
            state.orElseThrow().markers().next().equals(Optional.of(from.marker().next())),
            "switch to " + to());
    return new Advance(with(new SwitchPhase.Promoting()), new SwitchStep.Carry(Order.of(promote)));
  }

  private Advance lookedBack(
      Optional<ServerState> state, SwitchPhase.LookingBack back, Instant now) {
    String why = back.why();
    if (state.filter(this::isParkedByThis).isPresent()) {
      // The proxies hold for longer than the deadline, so until then none of them promotes.
      boolean sealed = back.out() == Out.PROMOTION || now.isAfter(deadline);
      return advance(new SwitchPhase.RollingBack(why, sealed));
    }
    boolean untouched =
        state
            .filter(ServerState::isMaster)
            .filter(server -> server.runId().equals(active.runId()))
            .isPresent();
    // A park that arrives after the release would leave the old server parked, and nobody there to
    // take it back.
    boolean parkMayArrive = untouched && back.out() == Out.PARK;
    if (untouched && !(parkMayArrive && now.isBefore(deadline))) {
      return over(new SwitchStep.Release(Optional.empty(), why));
    }
    return (state.isEmpty() || parkMayArrive) && now.isBefore(deadline)
        ? advance(phase)
        : over(
            new SwitchStep.Unsettled(
                why + "; " + from.node() + " is not parked as this switch left it"));
  }

  private Order unpark(String why, boolean sealed) {
    ServerState parked = active.parkedNow();
    Command unpark =
        new Command.Unpark(
            from.node(),
            from.numberInPlace(),
            Command.Expected.of(parked),
            "switch to " + to() + " is rolled back: " + why);
    return sealed && guards.on(Guard.SEAL)
        ? Order.sealed(unpark, new Seal(to(), Set.of(ConnectionName.values()), Optional.empty()))
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
