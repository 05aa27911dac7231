package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server what it is, again and again, on one lasting connection. Every outcome is a probe
 * result, a broken connection at once.
 *
 * <ol>
 *   <li>The connection breaks: a probe result {@code Closed(false)}, and a new dial at once.
 *   <li>That dial is refused: {@code Refused}. It is closed before an answer: {@code Closed(true)},
 *       and the next dial when it is due.
 *   <li>Nothing comes in time: {@code Silent}, and a new dial for the next probe.
 *   <li>The server refuses our credentials: the error, and a new login for the next probe.
 *   <li>The markers are larger than is read: what it is without them, and a new dial for the next
 *       probe. The markers are not asked for again within {@link #MARKER_PAUSE}.
 * </ol>
 *
 * <p>Whoever drives it tells it what happens, does the actions that each call returns in their
 * order, and calls {@link #wake} when the time of {@link #wakeAt} has come. What comes from a
 * connection or a dial that was dropped is not told. For one thread.
 */
public final class ProbeDialogue {
  /**
   * How long markers that were too large are left alone. Source: a server that must send hundreds
   * of megabytes to each observer ten times a second does nothing else.
   */
  public static final Duration MARKER_PAUSE = Duration.ofSeconds(10);

  private final Server server;
  private final Supplier<MarkerKeys> keys;
  private MarkerReader reader = new MarkerReader(MarkerKeys.NONE);
  private Instant markersFrom = Instant.MIN;
  private Duration interval = Duration.ofMillis(100);
  private Duration limit = Duration.ofMillis(500);
  private Link link = Link.NONE;
  private @Nullable Instant sentAt;
  private Instant expiresAt = Instant.EPOCH;
  private @Nullable Instant dueAt;

  /** As the pace was when it was set: a faster one may make a probe due in the past. */
  private Instant lateAfter = Instant.EPOCH;

  private Instant lastSentAt = Instant.EPOCH;
  private Duration late = Duration.ZERO;
  private boolean afterClose;
  private boolean again;

  private enum Link {
    NONE,
    DIALLED,
    OPEN
  }

  /** What is to be done next. */
  public sealed interface Action {
    /** Dial the server; a dial lasts no longer than until {@link #wakeAt}. */
    record Dial() implements Action {}

    /**
     * Send this on the connection.
     *
     * @param packet what
     */
    record Send(Packet.Probing packet) implements Action {}

    /** Close the connection, or give the dial up. */
    record Drop() implements Action {}

    /**
     * Here is a probe result.
     *
     * @param result the probe result
     */
    record Show(ProbeResult result) implements Action {}
  }

  /**
   * One that has not begun. {@link #probe} begins it.
   *
   * @param server the server
   * @param keys verify the markers; asked for each probe
   */
  public ProbeDialogue(Server server, Supplier<MarkerKeys> keys) {
    this.server = server;
    this.keys = keys;
  }

  /** {@return when {@link #wake} is to be called, unless something happens before} */
  public Optional<Instant> wakeAt() {
    return Optional.ofNullable(sentAt == null ? dueAt : expiresAt);
  }

  /**
   * Sets the pace; a probe may be due sooner by it.
   *
   * @param wanted from the sending of one probe to the next
   * @param mayTake how long an answer, dialling included, is waited for from the next probe on
   */
  public void pace(Duration wanted, Duration mayTake) {
    limit = mayTake;
    interval = wanted;
    Instant soonest = lastSentAt.plus(wanted);
    if (dueAt != null && soonest.isBefore(dueAt)) {
      dueAt = soonest;
    }
  }

  /** Probes now, or right after the probe that is under way. */
  public List<Action> probe(Instant now) {
    if (sentAt != null) {
      again = true;
      return List.of();
    }
    return begin(now);
  }

  /** Gives the connection up and dials anew: the server may be elsewhere. */
  public List<Action> redial(Instant now) {
    List<Action> actions = dropped();
    sentAt = null;
    afterClose = false;
    actions.addAll(begin(now));
    return actions;
  }

  /** The time of {@link #wakeAt} has come, or may have. */
  public List<Action> wake(Instant now) {
    if (sentAt != null) {
      return now.isBefore(expiresAt) ? List.of() : expired(now);
    }
    if (dueAt == null || now.isBefore(dueAt)) {
      return List.of();
    }
    List<Action> actions = begin(now);
    late = lateAfter.isBefore(now) ? Duration.between(lateAfter, now) : Duration.ZERO;
    return actions;
  }

  private List<Action> expired(Instant now) {
    late = late.plus(Duration.between(expiresAt, now));
    return failed(ConnectionFailure.TIMED_OUT, now);
  }

  /**
   * The dial is through.
   *
   * @param login how to log in, as of now
   */
  public List<Action> opened(Login login) {
    link = Link.OPEN;
    return List.of(new Action.Send(new Packet.Probing(server, Optional.of(login), question())));
  }

  private Probe question() {
    reader = reader.with(keys.get());
    return new Probe(lastSentAt.isBefore(markersFrom) ? Optional.empty() : Optional.of(reader));
  }

  /** A probe was answered. */
  public List<Action> heard(Heard.Probed probed, Instant now) {
    afterClose = false;
    List<Action> actions =
        probed.last() || isFaultOfOurLogin(probed.answer()) ? dropped() : new ArrayList<>();
    if (probed.answer() instanceof ProbeAnswer.Answered(var state)
        && state.markers().has(Markers.Flaw.OVERSIZED)) {
      markersFrom = now.plus(MARKER_PAUSE);
    }
    actions.add(ended(probed.answer(), now));
    return actions;
  }

  /** The dial has failed, or the connection, at rest or while an answer was awaited. */
  public List<Action> failed(ConnectionFailure failure, Instant now) {
    if (sentAt == null) {
      sentAt = now;
    }
    List<Action> actions = dropped();
    ProbeAnswer answer = failure.answer(afterClose);
    again |= failure == ConnectionFailure.CLOSED && !afterClose;
    afterClose =
        failure == ConnectionFailure.CLOSED || (afterClose && failure == ConnectionFailure.REFUSED);
    actions.add(ended(answer, now));
    return actions;
  }

  /** There is no connection from here on: what has to be done for that, to be added to. */
  private List<Action> dropped() {
    List<Action> actions = new ArrayList<>();
    if (link != Link.NONE) {
      link = Link.NONE;
      actions.add(new Action.Drop());
    }
    return actions;
  }

  private List<Action> begin(Instant now) {
    again = false;
    dueAt = null;
    sentAt = now;
    late = Duration.ZERO;
    lastSentAt = now;
    expiresAt = now.plus(limit);
    if (link == Link.OPEN) {
      return List.of(new Action.Send(new Packet.Probing(server, Optional.empty(), question())));
    }
    link = Link.DIALLED;
    return List.of(new Action.Dial());
  }

  private Action ended(ProbeAnswer answer, Instant now) {
    Instant began = sentAt == null ? now : sentAt;
    sentAt = null;
    dueAt = again ? now : began.plus(interval);
    lateAfter = dueAt.isBefore(now) ? now : dueAt;
    again = false;
    Duration ownLateness = late;
    late = Duration.ZERO;
    return new Action.Show(new ProbeResult(server, began, now, answer, ownLateness));
  }

  private static boolean isFaultOfOurLogin(ProbeAnswer answer) {
    return answer instanceof ProbeAnswer.Errored(var error, var runId)
        && error.isConfigurationFault();
  }
}
