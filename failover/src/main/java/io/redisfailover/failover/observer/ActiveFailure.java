package io.redisfailover.failover.observer;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That the line's active server has failed: refused, closed, answered as something else than the
 * line's master, or silent for too long. Limits of our own making and a server that is busy,
 * loading in the same life, or refuses writes have not failed.
 *
 * @param cause how it has failed
 * @param sentence the same for people
 */
public record ActiveFailure(Cause cause, String sentence) {
  /**
   * Silence is also assumed when no view at all came in for this much longer than the detection
   * time-out: the time that one probe may take.
   */
  private static final Duration PROBE_LIMIT = Duration.ofMillis(500);

  /**
   * Says how the line's active server has failed.
   *
   * @param seen what is remembered; must have a line
   * @param now the present moment
   * @return how, or nothing while it has not failed
   */
  public static Optional<ActiveFailure> of(Observation seen, Instant now) {
    Line line = seen.line().orElseThrow();
    Sight sight = seen.activeSight();
    if (sight.newest().isEmpty()) {
      return silence(seen, line, now, Duration.ZERO);
    }
    View view = sight.newest().get();
    return switch (view.answer()) {
      case Answer.Refused refused -> failed(line, Cause.REFUSED, refused);
      case Answer.Closed closed -> failed(line, Cause.CLOSED, closed);
      case Answer.Garbled garbled -> failed(line, Cause.GARBLED, garbled);
      case Answer.Silent silent -> silence(seen, line, now, Duration.ZERO);
      case Answer.Errored(ErrorReply error, Optional<String> runId) ->
          errored(seen, line, error, runId);
      case Answer.Answered(ServerState state) ->
          seen.isLine(line.node(), state)
              ? silence(seen, line, now, PROBE_LIMIT)
              : failed(another(seen, state), line.node() + " is " + notTheLine(line, state));
    };
  }

  private static Optional<ActiveFailure> failed(Line line, Cause cause, Answer answer) {
    return failed(cause, line.node() + ": " + answer.inWords());
  }

  private static Optional<ActiveFailure> failed(Cause cause, String sentence) {
    return Optional.of(new ActiveFailure(cause, sentence));
  }

  private static Optional<ActiveFailure> silence(
      Observation seen, Line line, Instant now, Duration extra) {
    Instant heard = seen.activeSight().lastHeard().orElse(seen.startedAt());
    Duration silent = Duration.between(heard, now);
    Duration limit =
        seen.detection().guards().on(Guard.ACTIVE_FAILED)
            ? seen.detection().silence()
            : Duration.ZERO;
    return silent.compareTo(limit.plus(extra)) > 0
        ? failed(
            Cause.SILENT,
            line.node() + " has not answered for " + seen.detection().silence().toMillis() + " ms")
        : Optional.empty();
  }

  /**
   * An error that hides what the server is. It is a failure only when it shows another server or
   * another life: loading after a restart, or credentials refused where the standby has lost it
   * too.
   */
  private static Optional<ActiveFailure> errored(
      Observation seen, Line line, ErrorReply error, Optional<String> runId) {
    boolean otherLife =
        runId.isPresent() && seen.lineRunId().isPresent() && !seen.lineRunId().equals(runId);
    if (otherLife) {
      return failed(Cause.RESTARTED, line.node() + " restarted and answers " + error);
    }
    boolean standbyLostIt =
        seen.standbySight()
            .state()
            .filter(standby -> standby.followsPeer() && !standby.isLinkedToPeer())
            .isPresent();
    if (error.isConfigurationFault() && seen.lineRunId().isPresent() && standbyLostIt) {
      return failed(
          Cause.FOREIGN,
          line.node() + " refuses credentials that it took before: another server is there");
    }
    return Optional.empty();
  }

  /** Of a server that answers, but not as the line's master. */
  private static Cause another(Observation seen, ServerState state) {
    if (seen.lineRunId().filter(life -> !life.equals(state.runId())).isPresent()) {
      return Cause.RESTARTED;
    }
    return seen.isHandover() ? Cause.HANDOVER : Cause.DEMOTED;
  }

  private static String notTheLine(Line line, ServerState state) {
    if (!state.isMaster()) {
      return state.inWords();
    }
    return state
        .marker()
        .map(marker -> "a master of line " + marker.number() + ", not of " + line)
        .orElse("a master with another history than " + line);
  }
}
