package io.redisfailover.failover.observer;

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
 * Whether the line's active server has failed: refused, closed, answered as something else than the
 * line's master, or silent for too long. Limits of our own making and a server that is busy,
 * loading in the same life, or refuses writes have not failed.
 */
public final class ActiveFailure {
  /**
   * Silence is also assumed when no view at all came in for this much longer than the detection
   * time-out: the time that one probe may take.
   */
  private static final Duration PROBE_LIMIT = Duration.ofMillis(500);

  private ActiveFailure() {}

  /**
   * Says how the line's active server has failed.
   *
   * @param seen what is remembered; must have a line
   * @param now the present moment
   * @return the sentence, or nothing while it has not failed
   */
  public static Optional<String> of(Observation seen, Instant now) {
    Line line = seen.line().orElseThrow();
    Sight sight = seen.activeSight();
    if (sight.newest().isEmpty()) {
      return silence(seen, line, now, Duration.ZERO);
    }
    View view = sight.newest().get();
    return switch (view.answer()) {
      case Answer.Refused refused -> sentence(line, refused);
      case Answer.Closed closed -> sentence(line, closed);
      case Answer.Garbled garbled -> sentence(line, garbled);
      case Answer.Silent silent -> silence(seen, line, now, Duration.ZERO);
      case Answer.Errored(ErrorReply error, Optional<String> runId) ->
          errored(seen, line, error, runId);
      case Answer.Answered(ServerState state) ->
          seen.isLine(line.node(), state)
              ? silence(seen, line, now, PROBE_LIMIT)
              : Optional.of(line.node() + " is " + notTheLine(line, state));
    };
  }

  private static Optional<String> sentence(Line line, Answer answer) {
    return Optional.of(line.node() + ": " + answer.inWords());
  }

  private static Optional<String> silence(
      Observation seen, Line line, Instant now, Duration extra) {
    Instant heard = seen.activeSight().lastHeard().orElse(seen.startedAt());
    Duration silent = Duration.between(heard, now);
    Duration limit =
        seen.detection().guards().on(Guard.ACTIVE_FAILED)
            ? seen.detection().silence()
            : Duration.ZERO;
    return silent.compareTo(limit.plus(extra)) > 0
        ? Optional.of(
            line.node() + " has not answered for " + seen.detection().silence().toMillis() + " ms")
        : Optional.empty();
  }

  /**
   * An error that hides what the server is. It is a failure only when it shows another server or
   * another life: loading after a restart, or credentials refused where the standby has lost it
   * too.
   */
  private static Optional<String> errored(
      Observation seen, Line line, ErrorReply error, Optional<String> runId) {
    boolean otherLife =
        runId.isPresent() && seen.lineRunId().isPresent() && !seen.lineRunId().equals(runId);
    if (otherLife) {
      return Optional.of(line.node() + " restarted and answers " + error);
    }
    boolean standbyLostIt =
        seen.standbySight()
            .state()
            .filter(standby -> standby.followsPeer() && !standby.isLinkedToPeer())
            .isPresent();
    if (error.isConfigurationFault() && seen.lineRunId().isPresent() && standbyLostIt) {
      return Optional.of(
          line.node() + " refuses credentials that it took before: another server is there");
    }
    return Optional.empty();
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
