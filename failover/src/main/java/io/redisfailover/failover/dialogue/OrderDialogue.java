package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.Seal;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries one order out, as {@link Order} says: open, log in, seal, look, send, look.
 *
 * <p>Whoever drives it tells it what happens, does the one action that each call returns, and calls
 * {@link #expired} when the time of {@link #expiresAt} has come. After {@link Action.End} it closes
 * the connections, and nothing more is told. For one thread.
 */
public final class OrderDialogue {
  /**
   * How long the whole may take. Longer than {@link Order#MAX_AGE}: only the replies may be late.
   */
  public static final Duration LIMIT = Duration.ofMillis(600);

  private final Order order;
  private final Instant decidedAt;
  private final Guards guards;
  private Stage stage = Stage.OPEN;
  private Instant expiresAt = Instant.EPOCH;
  private Instant sentAt = Instant.EPOCH;

  private enum Stage {
    OPEN,
    OPEN_FOR_SEAL,
    SEAL,
    LOOK,
    CHANGE
  }

  /** What is to be done next. */
  public sealed interface Action {
    /**
     * Dial this server.
     *
     * @param node which
     */
    record Dial(Node node) implements Action {}

    /**
     * Send this on the connection to a server.
     *
     * @param node the server
     * @param packet what
     */
    record Send(Node node, Packet packet) implements Action {}

    /**
     * It is over.
     *
     * @param outcome how it ended
     */
    record End(OrderOutcome outcome) implements Action {}
  }

  /**
   * One that has not begun.
   *
   * @param order what to carry out
   * @param decidedAt when it was decided, by the clock that everything here is dated by
   */
  public OrderDialogue(Order order, Instant decidedAt) {
    this(order, decidedAt, Guards.ALL);
  }

  /** The same; only tests take a guard away. */
  public OrderDialogue(Order order, Instant decidedAt, Guards guards) {
    this.order = order;
    this.decidedAt = decidedAt;
    this.guards = guards;
  }

  /** {@return when it must be over; known once it has begun} */
  public Instant expiresAt() {
    return expiresAt;
  }

  /**
   * Begins.
   *
   * @param open whether there is a connection to the command's server, logged in and named
   */
  public Action begin(boolean open, Instant now) {
    expiresAt = now.plus(LIMIT);
    // Opened before the seal: who seals first closes the connection that the other would act on.
    return open ? opened() : new Action.Dial(command().node());
  }

  /**
   * The dial is through.
   *
   * @param login how to log in, as of now
   */
  public Action connected(Login login) {
    if (stage == Stage.OPEN) {
      return new Action.Send(command().node(), new Packet.Greet(login));
    }
    Seal seal = order.seal().orElseThrow();
    return new Action.Send(seal.node(), new Packet.ListVictims(login, seal));
  }

  /** The replies came to what was sent last. */
  public Action heard(Heard heard, Instant now) {
    return switch (heard) {
      case Heard.Greeted(Optional<ErrorReply> refusal) ->
          refusal
              .map(error -> notSent(command().node() + " answers " + error))
              .orElseGet(this::opened);
      case Heard.Listed(Optional<ErrorReply> error, List<String> ids) ->
          error
              .map(refusal -> notSent(sealed() + " cannot be sealed: " + refusal))
              .orElseGet(() -> kill(ids));
      case Heard.Killed killed -> look(sealed());
      case Heard.Looked(Answer answer, boolean refused) ->
          stage == Stage.SEAL ? afterSeal(answer) : afterLook(answer, now);
      case Heard.Changed(Optional<ErrorReply> fault, Answer after) -> changed(fault, after, now);
    };
  }

  /** A dial has failed, or a connection. */
  public Action failed(ConnectionFailure failure) {
    return endedBy(failure.answer(false).inWords());
  }

  private Action endedBy(String words) {
    return switch (stage) {
      case OPEN, LOOK -> notSent(command().node() + ": " + words);
      case OPEN_FOR_SEAL, SEAL -> notSent(sealed() + " cannot be sealed: " + words);
      case CHANGE -> unknown(command().node() + " was sent a command, and then: " + words);
    };
  }

  /** The time of {@link #expiresAt} has come. */
  public Action expired() {
    return endedBy("all of it took longer than " + LIMIT.toMillis() + " ms");
  }

  private Action opened() {
    if (order.seal().isPresent()) {
      stage = Stage.OPEN_FOR_SEAL;
      return new Action.Dial(sealed());
    }
    stage = Stage.LOOK;
    return look(command().node());
  }

  private Action kill(List<String> ids) {
    stage = Stage.SEAL;
    return ids.isEmpty() ? look(sealed()) : new Action.Send(sealed(), new Packet.Kill(ids));
  }

  private Action afterSeal(Answer answer) {
    if (!(answer instanceof Answer.Answered(ServerState state))) {
      return notSent(sealed() + " after the seal: " + answer.inWords());
    }
    Optional<String> refusal = order.seal().flatMap(seal -> seal.refusal(state));
    if (refusal.isPresent()) {
      return notSent(refusal.get());
    }
    stage = Stage.LOOK;
    return look(command().node());
  }

  private Action afterLook(Answer answer, Instant now) {
    if (!(answer instanceof Answer.Answered(ServerState state))) {
      return notSent(command().node() + ": " + answer.inWords());
    }
    Optional<String> refusal =
        guards.on(Guard.LOOK_AGAIN) ? command().refusal(state) : Optional.empty();
    if (refusal.isPresent()) {
      return notSent(command().node() + ": " + refusal.get());
    }
    // Age is looked at last: this process may have been stopped at any point before.
    Duration age = Duration.between(decidedAt, now);
    if (guards.on(Guard.FRESH_VIEW) && age.compareTo(Order.MAX_AGE) > 0) {
      return notSent(
          command().node() + ": the decision is older than " + Order.MAX_AGE.toMillis() + " ms");
    }
    stage = Stage.CHANGE;
    sentAt = now;
    return new Action.Send(command().node(), new Packet.Change(command()));
  }

  private Action changed(Optional<ErrorReply> fault, Answer after, Instant now) {
    if (fault.isPresent()) {
      return unknown(command().node() + " refused: " + fault.get());
    }
    return after instanceof Answer.Answered
        ? new Action.End(new OrderOutcome.Done(new View(command().node(), sentAt, now, after)))
        : unknown(command().node() + " took a command, and then " + after.inWords());
  }

  private Command command() {
    return order.command();
  }

  private Node sealed() {
    return order.seal().orElseThrow().node();
  }

  private static Action look(Node node) {
    return new Action.Send(node, new Packet.Look(node, Optional.empty()));
  }

  private static Action notSent(String why) {
    return new Action.End(new OrderOutcome.NotSent(why));
  }

  private static Action unknown(String why) {
    return new Action.End(new OrderOutcome.Unknown(why));
  }
}
