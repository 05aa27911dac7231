package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries one order out, as {@link Order} says: open, log in, lockout, look, send, look.
 *
 * <p>Whoever drives it tells it what happens, does the one action that each call returns, and calls
 * {@link #expired} when the time of {@link #expiresAt} has come. After {@link Action.End} it closes
 * the connections, and nothing more is told. For one thread.
 */
public final class OrderDialogue {
  /**
   * How long the whole may take. Source: four round trips through a network in which one takes 150
   * ms.
   */
  public static final Duration LIMIT = Duration.ofMillis(600);

  /** The same with a lockout, which takes three round trips more on a machine that is slow. */
  public static final Duration LIMIT_LOCKED_OUT = Duration.ofMillis(1_500);

  private final Order order;
  private final Instant decidedAt;
  private final MarkerKeys keys;
  private final Guards guards;
  private Stage stage = Stage.OPEN;
  private Instant expiresAt = Instant.EPOCH;
  private Instant sentAt = Instant.EPOCH;
  private Instant probedAt = Instant.EPOCH;

  private enum Stage {
    OPEN,
    OPEN_FOR_LOCKOUT,
    LOCKOUT,
    PROBE,
    CHANGE
  }

  /** What is to be done next. */
  public sealed interface Action {
    /**
     * Dial this server.
     *
     * @param server which
     */
    record Dial(Server server) implements Action {}

    /**
     * Send this on the connection to a server.
     *
     * @param server the server
     * @param packet what
     */
    record Send(Server server, Packet packet) implements Action {}

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
   * @param keys sign the markers that it writes, and verify those that it reads
   */
  public OrderDialogue(Order order, Instant decidedAt, MarkerKeys keys) {
    this(order, decidedAt, keys, Guards.ALL);
  }

  /** The same; only tests take a guard away. */
  public OrderDialogue(Order order, Instant decidedAt, MarkerKeys keys, Guards guards) {
    this.order = order;
    this.decidedAt = decidedAt;
    this.keys = keys;
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
    expiresAt = now.plus(limit(order));
    // Opened before the lockout: who locks out first closes the connection that the other would act
    // on.
    return open ? opened(now) : new Action.Dial(command().server());
  }

  /** {@return how long the whole of an order may take} */
  public static Duration limit(Order order) {
    return order.lockout().isPresent() ? LIMIT_LOCKED_OUT : LIMIT;
  }

  /**
   * The dial is through.
   *
   * @param login how to log in, as of now
   */
  public Action connected(Login login) {
    if (stage == Stage.OPEN) {
      return new Action.Send(command().server(), new Packet.Greet(login));
    }
    Lockout lockout = order.lockout().orElseThrow();
    return new Action.Send(lockout.server(), new Packet.ListVictims(login, lockout));
  }

  /** The replies came to what was sent last. */
  public Action heard(Heard heard, Instant now) {
    return switch (heard) {
      case Heard.Greeted(Optional<ErrorReply> refusal) ->
          refusal
              .map(error -> notSent(command().server() + " answers " + error))
              .orElseGet(() -> opened(now));
      case Heard.Listed(Optional<ErrorReply> error, List<String> ids) ->
          error
              .map(refusal -> notSent(lockedOut() + " cannot be locked out: " + refusal))
              .orElseGet(() -> kill(ids));
      case Heard.Killed killed -> probe(lockedOut());
      case Heard.Probed(ProbeAnswer answer, boolean last) ->
          stage == Stage.LOCKOUT ? afterLockout(answer, now) : afterProbe(answer, now);
      case Heard.Changed(Optional<ErrorReply> fault, ProbeAnswer after) ->
          changed(fault, after, now);
    };
  }

  /** A dial has failed, or a connection. */
  public Action failed(ConnectionFailure failure) {
    return endedBy(failure.answer(false).inWords());
  }

  private Action endedBy(String words) {
    return switch (stage) {
      case OPEN, PROBE -> notSent(command().server() + " is unreachable (" + words + ")");
      case OPEN_FOR_LOCKOUT, LOCKOUT -> notSent(lockedOut() + " cannot be locked out: " + words);
      case CHANGE -> unknown(command().server() + " did not confirm the command (" + words + ")");
    };
  }

  /** The time of {@link #expiresAt} has come. */
  public Action expired() {
    return endedBy("no answer within " + limit(order).toMillis() + " ms");
  }

  /**
   * The order is of no use any more.
   *
   * @param why one sentence
   * @return its end; empty when its command was sent already, and its answer is awaited
   */
  public Optional<Action> givenUp(String why) {
    return stage == Stage.CHANGE
        ? Optional.empty()
        : Optional.of(notSent("it has become needless: " + why));
  }

  private Action opened(Instant now) {
    if (order.lockout().isPresent()) {
      stage = Stage.OPEN_FOR_LOCKOUT;
      return new Action.Dial(lockedOut());
    }
    return look(now);
  }

  private Action look(Instant now) {
    stage = Stage.PROBE;
    probedAt = now;
    return probe(command().server());
  }

  private Action kill(List<String> ids) {
    stage = Stage.LOCKOUT;
    return ids.isEmpty() ? probe(lockedOut()) : new Action.Send(lockedOut(), new Packet.Kill(ids));
  }

  private Action afterLockout(ProbeAnswer answer, Instant now) {
    if (!(answer instanceof ProbeAnswer.Answered(ServerState state))) {
      return notSent(lockedOut() + " " + answer.predicate() + " after its lockout");
    }
    Optional<String> refusal = order.lockout().flatMap(lockout -> lockout.refusal(state));
    if (refusal.isPresent()) {
      return notSent(refusal.get());
    }
    return look(now);
  }

  private Action afterProbe(ProbeAnswer answer, Instant now) {
    if (!(answer instanceof ProbeAnswer.Answered(ServerState state))) {
      return notSent(command().server() + " " + answer.predicate());
    }
    Optional<String> refusal =
        guards.on(Guard.PROBE_AGAIN) ? command().refusal(state) : Optional.empty();
    if (refusal.isPresent()) {
      return notSent(command().server() + " " + refusal.get());
    }
    // The age is checked last: this process may have been stopped at any point before.
    Optional<String> outdated = guards.on(Guard.FRESH_PROBE) ? outdated(now) : Optional.empty();
    if (outdated.isPresent()) {
      return notSent(outdated.get());
    }
    stage = Stage.CHANGE;
    sentAt = now;
    return new Action.Send(command().server(), new Packet.Change(command(), keys));
  }

  private Optional<String> outdated(Instant now) {
    Duration decision = order.restsOnOtherServer() ? Order.MAX_AGE : limit(order);
    return older(probedAt, Order.MAX_AGE, now)
        ? Optional.of("the last probe is older than " + Order.MAX_AGE.toMillis() + " ms")
        : Optional.of("the decision is older than " + decision.toMillis() + " ms")
            .filter(why -> older(decidedAt, decision, now));
  }

  private static boolean older(Instant then, Duration limit, Instant now) {
    return Duration.between(then, now).compareTo(limit) > 0;
  }

  private Action changed(Optional<ErrorReply> fault, ProbeAnswer after, Instant now) {
    if (fault.isPresent()) {
      return unknown(command().server() + " refused the command: " + fault.get());
    }
    return after instanceof ProbeAnswer.Answered
        ? new Action.End(
            new OrderOutcome.Done(new ProbeResult(command().server(), sentAt, now, after)))
        : unknown(command().server() + " accepted the command, and then " + after.predicate());
  }

  private Command command() {
    return order.command();
  }

  private Server lockedOut() {
    return order.lockout().orElseThrow().server();
  }

  private Action probe(Server server) {
    Optional<MarkerReader> heeded =
        server == command().server() && command().heedsMarkers()
            ? Optional.of(new MarkerReader(keys))
            : Optional.empty();
    return new Action.Send(server, new Packet.Probing(server, Optional.empty(), new Probe(heeded)));
  }

  private static Action notSent(String why) {
    return new Action.End(new OrderOutcome.NotSent(why));
  }

  private static Action unknown(String why) {
    return new Action.End(new OrderOutcome.Unknown(why));
  }
}
