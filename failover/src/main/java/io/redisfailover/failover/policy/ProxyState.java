package io.redisfailover.failover.policy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a proxy remembers. Immutable; every event gives a new one, and {@link
 * ProxyPolicy#decide} says what follows.
 *
 * @param seen what was seen of both servers, and the line that the proxy believes in
 * @param told the newest line that the controller pushed
 * @param toldSequence the sequence number of that push; older ones are ignored
 * @param switching the planned switch that was announced, if any
 * @param lastAttempt the newest attempt that was ever announced here
 * @param routed the line that clients go to, empty while they are held
 * @param cutSince since when this proxy alone cannot reach the active server
 * @param ordering whether an order is under way
 */
public record ProxyState(
    Observation seen,
    Optional<Line> told,
    long toldSequence,
    Optional<Switching> switching,
    Optional<String> lastAttempt,
    Optional<Line> routed,
    Optional<Instant> cutSince,
    boolean ordering) {

  /** How long a proxy stays prepared for a switch of which it hears nothing more. */
  public static final Duration SWITCH_HOLD = Duration.ofSeconds(2);

  /** Time between two decisions without an event, while clients are held. */
  private static final Duration HELD_TICK = Duration.ofMillis(20);

  /** The same while clients are routed. */
  private static final Duration ROUTED_TICK = Duration.ofMillis(50);

  /** Time between probes while a planned switch holds the clients. */
  private static final Duration SWITCH_PROBE = Duration.ofMillis(10);

  /**
   * A planned switch that was announced to this proxy.
   *
   * @param attempt its id
   * @param cause why it is done
   * @param until when the proxy stops waiting for its end
   */
  public record Switching(String attempt, Cause cause, Instant until) {}

  /**
   * A proxy that has just started and has seen nothing.
   *
   * @param now the present moment
   * @param settings what the user set
   */
  public static ProxyState starting(Instant now, FailoverSettings settings) {
    return starting(now, settings, Guards.ALL);
  }

  static ProxyState starting(Instant now, FailoverSettings settings, Guards guards) {
    return new ProxyState(
        Observation.starting(now, new Observation.Detection(settings.detectionTimeout(), guards)),
        Optional.empty(),
        Long.MIN_VALUE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * Says how often a server is to be probed.
   *
   * @param node the server
   * @param open whether clients are routed at the moment
   * @return from the sending of one probe to the next
   */
  public Duration probeInterval(Node node, boolean open) {
    return switching.isPresent() && !open ? SWITCH_PROBE : seen.probeInterval(node);
  }

  /**
   * Says when to decide again though nothing happens.
   *
   * @param open whether clients are routed at the moment
   */
  public static Duration nextDecision(boolean open) {
    return open ? ROUTED_TICK : HELD_TICK;
  }

  /** {@return the line that the proxy believes in} */
  public Optional<Line> line() {
    return seen.line();
  }

  /** Takes a view of a server in. */
  public ProxyState seen(View view) {
    return with(seen.seen(view));
  }

  /**
   * Takes a line in that the controller pushed.
   *
   * @param sequence its sequence number; not newer than the last one: ignored
   * @param line the line
   */
  public ProxyState pushed(long sequence, Line line) {
    return sequence <= toldSequence ? this : withTold(line, sequence);
  }

  /**
   * Says why a switch cannot be prepared now.
   *
   * @param attempt its id
   * @param now the present moment
   * @return the sentence, or nothing when {@link #prepared} may be called
   */
  public Optional<String> prepareRefusal(String attempt, Instant now) {
    if (lastAttempt.filter(attempt::equals).isPresent()) {
      return Optional.of("attempt " + attempt + " was announced before");
    }
    if (announced(now)) {
      return Optional.of("attempt " + switching.orElseThrow().attempt() + " is under way");
    }
    if (ordering) {
      return Optional.of("an order of this proxy's own is under way");
    }
    return line().isEmpty() ? Optional.of("no line is known yet") : Optional.empty();
  }

  /**
   * A planned switch was announced: nothing is forwarded until it ends.
   *
   * @param attempt its id; {@link #prepareRefusal} found nothing against it
   * @param cause why it is done
   * @param until when to stop waiting for its end
   */
  public ProxyState prepared(String attempt, Cause cause, Instant until) {
    return withSwitching(Optional.of(new Switching(attempt, cause, until)), Optional.of(attempt));
  }

  /**
   * Says why the end of a switch is not for this proxy.
   *
   * @param attempt its id
   * @param line the line that it ended with, if one is named
   * @return the sentence, or nothing when {@link #released} or {@link #committed} may be called
   */
  public Optional<String> endRefusal(String attempt, Optional<Line> line) {
    boolean mine = switching.filter(mySwitch -> mySwitch.attempt().equals(attempt)).isPresent();
    if (seen.detection().guards().on(Guard.ATTEMPT_ID) && !mine) {
      return Optional.of("attempt " + attempt + " is not under way here");
    }
    return line.filter(other -> line().filter(mine2 -> mine2.newerThan(other)).isPresent())
        .map(lower -> lower + " is older than " + line().orElseThrow());
  }

  /**
   * A switch was given up.
   *
   * @param line the line that goes on, if it was renewed
   */
  public ProxyState released(Optional<Line> line) {
    return line.map(switchEnded()::withNewerTold).orElseGet(this::switchEnded);
  }

  /**
   * A switch was done.
   *
   * @param line the line that it began
   */
  public ProxyState committed(Line line) {
    return switchEnded().withNewerTold(line);
  }

  /** An order of this proxy's is under way from here on: nothing is decided until it ends. */
  public ProxyState orderStarted() {
    return withOrdering(true);
  }

  /**
   * An order ended.
   *
   * @param command what was ordered
   * @param outcome how it ended
   */
  public ProxyState orderEnded(Command command, OrderOutcome outcome) {
    ProxyState ended = withOrdering(false);
    if (!(outcome instanceof OrderOutcome.Done(View after))) {
      return ended;
    }
    ProxyState looked = ended.seen(after);
    return command instanceof Command.Promote promote
        ? looked.afterPromotion(promote, after)
        : looked;
  }

  /** A server that cannot hold markers shows by its ids that it was promoted by this very order. */
  private ProxyState afterPromotion(Command.Promote promote, View after) {
    Optional<ServerState> state = after.state();
    boolean unmarkedSuccess =
        state
            .filter(ServerState::isMaster)
            .filter(server -> server.marker().isEmpty())
            .filter(server -> server.runId().equals(promote.expected().runId()))
            .filter(
                server -> server.formerId().equals(Optional.of(promote.expected().replicationId())))
            .isPresent();
    if (!unmarkedSuccess || line().filter(line -> line.node() == promote.node()).isPresent()) {
      return this;
    }
    ServerState server = state.orElseThrow();
    Line begun = new Line(promote.lineNumber(), promote.node(), server.replicationId());
    return with(seen.adopt(begun, Optional.of(server.runId()), after.receivedAt()));
  }

  /** {@return whether a planned switch is announced whose time is not over} */
  boolean announced(Instant now) {
    return switching.filter(mine -> now.isBefore(mine.until())).isPresent();
  }

  ProxyState switchEnded() {
    return withSwitching(Optional.empty(), lastAttempt);
  }

  Guards guards() {
    return seen.detection().guards();
  }

  ProxyState with(Observation newSeen) {
    return new ProxyState(
        newSeen, told, toldSequence, switching, lastAttempt, routed, cutSince, ordering);
  }

  ProxyState routing(Optional<Line> newRouted, Optional<Instant> newCutSince) {
    return new ProxyState(
        seen, told, toldSequence, switching, lastAttempt, newRouted, newCutSince, ordering);
  }

  private ProxyState withNewerTold(Line line) {
    return told.filter(line::newerThan).isPresent() || told.isEmpty()
        ? withTold(line, toldSequence)
        : this;
  }

  private ProxyState withTold(Line line, long sequence) {
    return new ProxyState(
        seen, Optional.of(line), sequence, switching, lastAttempt, routed, cutSince, ordering);
  }

  private ProxyState withSwitching(Optional<Switching> newSwitching, Optional<String> attempt) {
    return new ProxyState(
        seen, told, toldSequence, newSwitching, attempt, routed, cutSince, ordering);
  }

  private ProxyState withOrdering(boolean newOrdering) {
    return new ProxyState(
        seen, told, toldSequence, switching, lastAttempt, routed, cutSince, newOrdering);
  }
}
