package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that the controller remembers. Immutable; every event gives a new one, and {@link
 * ControllerPolicy#decide} says what follows.
 *
 * @param seen what was seen of both servers, and the line that the controller believes in
 * @param lines what it was told of lines
 * @param master what it knows of Master besides
 * @param backup what it knows of Backup besides
 * @param fresh whether nothing was ever stored here: an empty pair may be started
 * @param timers since when something has been the case
 * @param request the switch that was asked for, if any
 * @param answer the answer to an open question, if it was given: the server whose data go on
 * @param discardable histories that an answer gave up: their servers may be overwritten
 */
public record ControllerState(
    Observation seen,
    Lines lines,
    ServerFacts master,
    ServerFacts backup,
    boolean fresh,
    Timers timers,
    Optional<SwitchRequest> request,
    Optional<Node> answer,
    Set<String> discardable) {

  /** How long a switch that was asked for waits for the standby to be in sync. */
  public static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);

  /**
   * What the controller was told of lines.
   *
   * @param record the newest line on record
   * @param heard the newest line that a proxy named
   * @param conflicting a line that a proxy named and that has the number of the controller's own,
   *     but another history
   * @param askedAt when the last round began in which every proxy was asked that could be
   */
  public record Lines(
      Optional<Line> record,
      Optional<Line> heard,
      Optional<Line> conflicting,
      Optional<Instant> askedAt) {
    /** Told nothing. */
    static final Lines NONE =
        new Lines(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Since when something has been the case.
   *
   * @param masterless no master of a line is seen
   * @param stray the line's node is a master that restarted by itself
   * @param inSync the standby is in sync
   */
  public record Timers(
      Optional<Instant> masterless, Optional<Instant> stray, Optional<Instant> inSync) {
    /** Nothing is the case. */
    static final Timers NONE = new Timers(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A switch that was asked for.
   *
   * @param to the server that shall be active
   * @param askedAt when
   */
  public record SwitchRequest(Node to, Instant askedAt) {}

  /**
   * A controller that has just started and has seen nothing.
   *
   * @param now the present moment
   * @param settings what the user set
   * @param fresh whether nothing was ever stored here
   */
  public static ControllerState starting(Instant now, FailoverSettings settings, boolean fresh) {
    return starting(now, settings, fresh, Guards.ALL);
  }

  static ControllerState starting(
      Instant now, FailoverSettings settings, boolean fresh, Guards guards) {
    return new ControllerState(
        Observation.starting(now, new Observation.Detection(settings.detectionTimeout(), guards)),
        Lines.NONE,
        ServerFacts.UNKNOWN,
        ServerFacts.UNKNOWN,
        fresh,
        Timers.NONE,
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  /** {@return the line that the controller believes in} */
  public Optional<Line> line() {
    return seen.line();
  }

  /** {@return what is known of {@code node} besides its answers} */
  public ServerFacts facts(Node node) {
    return node == Node.MASTER ? master : backup;
  }

  /** Takes a view of a server in. */
  public ControllerState seen(View view) {
    return with(seen.seen(view));
  }

  /** Takes in what is known of a server besides its answers. */
  public ControllerState learned(Node node, ServerFacts facts) {
    return new ControllerState(
        seen,
        lines,
        node == Node.MASTER ? facts : master,
        node == Node.BACKUP ? facts : backup,
        fresh,
        timers,
        request,
        answer,
        discardable);
  }

  /** The record was read, or was written by this controller. */
  public ControllerState recorded(Line line) {
    return withLines(new Lines(Optional.of(line), lines.heard, lines.conflicting, lines.askedAt));
  }

  /** A proxy named the line that it believes in. */
  public ControllerState heard(Line line) {
    boolean conflict =
        line().filter(mine -> mine.number() == line.number() && !mine.equals(line)).isPresent();
    boolean newer = lines.heard.map(line::newerThan).orElse(true);
    return withLines(
        new Lines(
            lines.record,
            newer ? Optional.of(line) : lines.heard,
            conflict ? Optional.of(line) : lines.conflicting,
            lines.askedAt));
  }

  /**
   * Every proxy that could be asked for its line was asked, and those that answered were {@link
   * #heard}.
   *
   * @param began when the round began
   */
  public ControllerState proxiesAsked(Instant began) {
    return withLines(new Lines(lines.record, lines.heard, lines.conflicting, Optional.of(began)));
  }

  /** A switch was asked for; it takes the place of an earlier request. */
  public ControllerState requested(Node to, Instant now) {
    return withRequest(Optional.of(new SwitchRequest(to, now)));
  }

  /** The request was carried out, refused or given up. */
  public ControllerState requestEnded() {
    return withRequest(Optional.empty());
  }

  /**
   * The open question was answered; a later answer takes the place of an earlier one.
   *
   * @param survivor the server whose data go on; the other one's may be overwritten
   */
  public ControllerState answered(Node survivor) {
    Set<String> given = new HashSet<>(discardable);
    // An earlier answer may have given these up.
    seen.of(survivor).state().map(ServerState::replicationId).ifPresent(given::remove);
    seen.of(survivor.other()).state().map(ServerState::replicationId).ifPresent(given::add);
    return new ControllerState(
        seen,
        lines,
        master,
        backup,
        fresh,
        timers,
        request,
        Optional.of(survivor),
        Set.copyOf(given));
  }

  /**
   * An order ended.
   *
   * @param command what was ordered
   * @param outcome how it ended
   * @param now the present moment
   */
  public ControllerState orderEnded(Command command, OrderOutcome outcome, Instant now) {
    if (!(outcome instanceof OrderOutcome.Done(View after))) {
      return this;
    }
    ControllerState looked = seen(after);
    Optional<ServerState> master = after.state().filter(ServerState::isMaster);
    if (master.isEmpty()) {
      return looked;
    }
    return switch (command) {
      case Command.Promote promote -> looked.begun(promote.lineNumber(), after, now);
      case Command.Unpark unpark -> looked.begun(unpark.lineNumber(), after, now).answerTaken();
      case Command.WriteMarkers written -> looked.answerTaken();
      case Command.Park park -> looked;
      case Command.Follow follow -> looked;
    };
  }

  /**
   * A line that this controller's own order began; its number is the data's where they have one.
   */
  private ControllerState begun(long number, View after, Instant now) {
    ServerState active = after.state().orElseThrow();
    long marked =
        active.marker().filter(marker -> marker.node() == after.node()).isPresent()
            ? active.markerNumber()
            : number;
    Line line = new Line(marked, after.node(), active.replicationId());
    return with(seen.adopt(line, Optional.of(active.runId()), now));
  }

  ControllerState answerTaken() {
    return new ControllerState(
        seen, lines, master, backup, false, timers, request, Optional.empty(), discardable);
  }

  /** {@return a number that no marker, record or named line is beyond} */
  long highestNumber() {
    long highest = line().map(Line::number).orElse(0L);
    highest = Math.max(highest, lines.record.map(Line::number).orElse(0L));
    highest = Math.max(highest, lines.heard.map(Line::number).orElse(0L));
    for (Node node : Node.values()) {
      highest = Math.max(highest, seen.of(node).state().map(ServerState::markerNumber).orElse(0L));
    }
    return highest;
  }

  ControllerState with(Observation newSeen) {
    return new ControllerState(
        newSeen, lines, master, backup, fresh, timers, request, answer, discardable);
  }

  ControllerState withTimers(Timers newTimers) {
    return new ControllerState(
        seen, lines, master, backup, fresh, newTimers, request, answer, discardable);
  }

  ControllerState conflictSettled() {
    return withLines(new Lines(lines.record, lines.heard, Optional.empty(), lines.askedAt));
  }

  private ControllerState withLines(Lines newLines) {
    return new ControllerState(
        seen, newLines, master, backup, fresh, timers, request, answer, discardable);
  }

  private ControllerState withRequest(Optional<SwitchRequest> newRequest) {
    return new ControllerState(
        seen, lines, master, backup, fresh, timers, newRequest, answer, discardable);
  }
}
