package io.redisfailover.failover.observer;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that one observer remembers: both servers, its line, and its witness of the standby.
 * Immutable; every event gives a new one.
 *
 * @param startedAt when the observer began
 * @param line the line that it believes in, if any
 * @param lineRunId the life of the active server under which the line was learned
 * @param master what is remembered of Master
 * @param backup what is remembered of Backup
 * @param witness what was seen of the standby in this line
 * @param failedSince since when the line's active server counts as failed
 * @param detection the rules of detection
 */
public record Observation(
    Instant startedAt,
    Optional<Line> line,
    Optional<String> lineRunId,
    Sight master,
    Sight backup,
    Witness witness,
    Optional<Instant> failedSince,
    Detection detection) {

  private static final Duration PROBE_NORMAL = Duration.ofMillis(100);
  private static final Duration PROBE_FAILED = Duration.ofMillis(50);
  private static final Duration PROBE_URGENT = Duration.ofMillis(10);
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(500);

  /** A server that is silent anyway is asked often, so that the newest look is a fresh one. */
  private static final Duration PROBE_TIMEOUT_SILENT = Duration.ofMillis(100);

  /**
   * What decides when a server counts as failed.
   *
   * @param silence silence that counts as death
   * @param guards which guards are on
   */
  public record Detection(Duration silence, Guards guards) {}

  /** An observer that has seen nothing. */
  public static Observation starting(Instant now, Detection detection) {
    return new Observation(
        now,
        Optional.empty(),
        Optional.empty(),
        Sight.NONE,
        Sight.NONE,
        Witness.NONE,
        Optional.empty(),
        detection);
  }

  /** {@return from the sending of one probe of {@code node} to the next} */
  public Duration probeInterval(Node node) {
    if (failedSince.isEmpty()) {
      return PROBE_NORMAL;
    }
    return line.filter(mine -> mine.node() != node).isPresent() ? PROBE_URGENT : PROBE_FAILED;
  }

  /** {@return how long a probe of {@code node} waits for its answer, the dial included} */
  public Duration probeTimeout(Node node) {
    boolean silent =
        of(node).newest().filter(view -> view.answer() instanceof Answer.Silent).isPresent();
    return silent ? PROBE_TIMEOUT_SILENT : PROBE_TIMEOUT;
  }

  /** {@return what is remembered of {@code node}} */
  public Sight of(Node node) {
    return node == Node.MASTER ? master : backup;
  }

  /**
   * Takes a view in.
   *
   * @param view the view
   * @return what is remembered from here on
   */
  public Observation seen(View view) {
    Sight before = of(view.node());
    Sight after = before.seen(view);
    if (after.equals(before)) {
      return this;
    }
    Observation with = withSight(view.node(), after);
    return with.withWitness(with.witnessAfter(view)).at(view.receivedAt());
  }

  /**
   * Lets time pass: silence may have become a failure.
   *
   * @param now the present moment
   */
  public Observation at(Instant now) {
    boolean failed = line.isPresent() && ActiveFailure.of(this, now).isPresent();
    if (failed == failedSince.isPresent()) {
      return this;
    }
    return withFailedSince(failed ? Optional.of(now) : Optional.empty());
  }

  /**
   * Takes a line over: everything that was witnessed in another one is forgotten.
   *
   * @param newLine the line
   * @param runId the life of its active server, where it is known
   * @param now the present moment
   */
  public Observation adopt(Line newLine, Optional<String> runId, Instant now) {
    boolean sameActive =
        line.filter(old -> old.node() == newLine.node()).isPresent()
            && line.filter(old -> old.replicationId().equals(newLine.replicationId())).isPresent();
    Observation adopted =
        new Observation(
            startedAt,
            Optional.of(newLine),
            runId.or(() -> sameActive ? lineRunId : Optional.empty()),
            master,
            backup,
            sameActive ? witness : Witness.NONE,
            Optional.empty(),
            detection);
    return adopted.relook().at(now);
  }

  /**
   * The standby and the active server as they were seen last also count for a line just adopted.
   */
  private Observation relook() {
    Observation looked = this;
    Node active = line.orElseThrow().node();
    for (Node node : new Node[] {active, active.other()}) {
      Optional<View> view = of(node).newest();
      if (view.isPresent()) {
        looked = looked.withWitness(looked.witnessAfter(view.get()));
      }
    }
    return looked;
  }

  /**
   * {@return whether this is the line's own active server: a master at the line's node, under the
   * line's marker or none, in the line's history or the life in which the line was learned}
   *
   * @param node where it was seen
   * @param state what it said
   */
  public boolean isLine(Node node, ServerState state) {
    if (line.isEmpty() || line.get().node() != node || !state.isMaster()) {
      return false;
    }
    if (!detection.guards().on(Guard.NOT_MY_SERVER)) {
      return true;
    }
    Line mine = line.get();
    boolean marked = state.marker().map(marker -> marker.equals(mine.marker())).orElse(true);
    boolean sameHistory = state.replicationId().equals(mine.replicationId());
    boolean sameLife = lineRunId.filter(state.runId()::equals).isPresent();
    return marked && (sameHistory || sameLife);
  }

  /** {@return whether the newest view of the line's node shows the line's own active server} */
  public boolean activeIsLine() {
    return line.isPresent()
        && activeSight().state().filter(state -> isLine(line.get().node(), state)).isPresent();
  }

  /**
   * {@return whether the line's active server was parked in the line's own history: it is alive,
   * fenced, and waits for its successor}
   */
  public boolean isHandover() {
    return line.isPresent()
        && activeSight()
            .state()
            .filter(ServerState::isParked)
            .filter(server -> server.replicationId().equals(line.get().replicationId()))
            .isPresent();
  }

  /** {@return what is remembered of the line's node; there must be a line} */
  public Sight activeSight() {
    return of(line.orElseThrow().node());
  }

  /** {@return what is remembered of the other node; there must be a line} */
  public Sight standbySight() {
    return of(line.orElseThrow().node().other());
  }

  /**
   * {@return whether this server carries a newer line than this observer's, and it is its own}
   *
   * @param node where it was seen
   * @param state what it said
   */
  public boolean succeeds(Node node, ServerState state) {
    Optional<Marker> marker = state.marker();
    return state.isMaster()
        && marker.isPresent()
        && marker.get().node() == node
        && (line.isEmpty() || marker.get().number() > line.get().number());
  }

  /**
   * What the successor of the line's active server lacks: the highest offset that the active server
   * ever showed to this observer, minus the one at which the successor was promoted. 0 says that
   * everything that was seen had been replicated; what was written after the last look is in no
   * observer's knowledge.
   *
   * @param successor what the new active server said
   * @return bytes, at least 0; empty when the successor's history does not follow on this line's,
   *     or no offset was seen
   */
  public OptionalLong gapBytes(ServerState successor) {
    boolean follows =
        line.map(Line::replicationId).equals(successor.formerId()) && line.isPresent();
    return follows && witness.highestOffsetBytes() >= 0 && successor.formerOffsetBytes() >= 0
        ? OptionalLong.of(
            Math.max(0, witness.highestOffsetBytes() - (successor.formerOffsetBytes() - 1)))
        : OptionalLong.empty();
  }

  private Witness witnessAfter(View view) {
    if (line.isEmpty() || view.state().isEmpty()) {
      return witness;
    }
    ServerState state = view.state().get();
    Node active = line.get().node();
    if (view.node() == active) {
      return isLine(active, state)
          ? witness.activeSeen(state, view.sentAt(), of(active.other()))
          : witness;
    }
    return witness.standbySeen(state, view.sentAt(), line.get());
  }

  private Observation withSight(Node node, Sight sight) {
    return new Observation(
        startedAt,
        line,
        lineRunId,
        node == Node.MASTER ? sight : master,
        node == Node.BACKUP ? sight : backup,
        witness,
        failedSince,
        detection);
  }

  private Observation withWitness(Witness newWitness) {
    return new Observation(
        startedAt, line, lineRunId, master, backup, newWitness, failedSince, detection);
  }

  private Observation withFailedSince(Optional<Instant> since) {
    return new Observation(startedAt, line, lineRunId, master, backup, witness, since, detection);
  }
}
