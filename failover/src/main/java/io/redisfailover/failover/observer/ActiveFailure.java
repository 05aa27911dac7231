package io.redisfailover.failover.observer;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That the active server has failed: refused, closed, answered as something else than the epoch's
 * primary, or silent for too long. Limits of our own making and a server that is busy, loading in
 * the same life, or refuses writes have not failed.
 *
 * @param cause how it has failed
 * @param sentence the same for people
 */
public record ActiveFailure(Cause cause, String sentence) {
  /**
   * Silence is also assumed when no probe result at all came in for this much longer than the
   * detection time-out: the time that one probe may take.
   */
  private static final Duration PROBE_LIMIT = Duration.ofMillis(500);

  /**
   * Says how the active server has failed.
   *
   * @param seen what is remembered; must have an epoch
   * @param now the present moment
   * @return how, or nothing while it has not failed
   */
  public static Optional<ActiveFailure> of(ObserverMemory seen, Instant now) {
    Epoch epoch = seen.epoch().orElseThrow();
    ServerMemory memory = seen.activeMemory();
    if (memory.newest().isEmpty()) {
      return silence(seen, epoch, now, Duration.ZERO);
    }
    ProbeResult result = memory.newest().get();
    return switch (result.answer()) {
      case ProbeAnswer.Refused refused -> failed(epoch, Cause.REFUSED, refused);
      case ProbeAnswer.Closed closed -> failed(epoch, Cause.CLOSED, closed);
      case ProbeAnswer.Garbled garbled -> failed(epoch, Cause.GARBLED, garbled);
      case ProbeAnswer.Silent silent -> silence(seen, epoch, now, Duration.ZERO);
      case ProbeAnswer.Errored(ErrorReply error, Optional<String> runId) ->
          errored(seen, epoch, error, runId);
      case ProbeAnswer.Answered(ServerState state) ->
          seen.isEpochServer(epoch.server(), state)
              ? silence(seen, epoch, now, PROBE_LIMIT)
              : failed(another(seen, state), sentence(seen, epoch, state));
    };
  }

  private static Optional<ActiveFailure> failed(Epoch epoch, Cause cause, ProbeAnswer answer) {
    return failed(cause, epoch.server() + " failed (" + answer.inWords() + ")");
  }

  private static Optional<ActiveFailure> failed(Cause cause, String sentence) {
    return Optional.of(new ActiveFailure(cause, sentence));
  }

  private static Optional<ActiveFailure> silence(
      ObserverMemory seen, Epoch epoch, Instant now, Duration extra) {
    Duration limit =
        seen.detection().guards().on(Guard.ACTIVE_FAILED)
            ? seen.patience().silence()
            : Duration.ZERO;
    return seen.silence(now).compareTo(limit.plus(extra)) > 0
        ? failed(Cause.SILENT, epoch.server() + " failed (" + FailureTrace.silence(seen) + ")")
        : Optional.empty();
  }

  /**
   * An error that hides what the server is. It is a failure only when it shows another server or
   * another life: loading after a restart, or credentials refused where the standby has lost it
   * too.
   */
  private static Optional<ActiveFailure> errored(
      ObserverMemory seen, Epoch epoch, ErrorReply error, Optional<String> runId) {
    boolean otherLife =
        runId.isPresent() && seen.epochRunId().isPresent() && !seen.epochRunId().equals(runId);
    if (otherLife) {
      return failed(Cause.RESTARTED, epoch.server() + " failed (restarted, answers " + error + ")");
    }
    boolean standbyLostIt =
        seen.standbyMemory()
            .state()
            .filter(standby -> standby.followsPeer() && !standby.isLinkedToPeer())
            .isPresent();
    if (error.isConfigurationFault() && seen.epochRunId().isPresent() && standbyLostIt) {
      return failed(
          Cause.FOREIGN,
          epoch.server()
              + " failed (refuses credentials that it accepted before: another server is there)");
    }
    return Optional.empty();
  }

  /** Of a server that answers, but not as the epoch's primary. */
  private static Cause another(ObserverMemory seen, ServerState state) {
    if (seen.epochRunId().filter(life -> !life.equals(state.runId())).isPresent()) {
      return Cause.RESTARTED;
    }
    if (!seen.isHandover()) {
      return Cause.DEMOTED;
    }
    // Without the life in which it was active, a parked server may have been restarted.
    return seen.epochRunId().isPresent() ? Cause.HANDOVER : Cause.PARKED;
  }

  private static String sentence(ObserverMemory seen, Epoch epoch, ServerState state) {
    String server = epoch.server().toString();
    Cause cause = another(seen, state);
    if (cause == Cause.HANDOVER) {
      return server + " was parked for a handover";
    }
    String restarted = cause == Cause.RESTARTED ? "restarted and " : "";
    return server + " " + restarted + predicate(epoch, state);
  }

  /** What the server is, instead of the epoch's primary. */
  private static String predicate(Epoch epoch, ServerState state) {
    if (state.followsPeer()) {
      return "is a replica of " + epoch.server().other();
    }
    if (!state.isPrimary()) {
      return state.predicate();
    }
    return state
        .marker()
        .map(marker -> "is a primary of epoch " + marker.number() + ", not of " + epoch)
        .orElse("is a primary with another history than " + epoch);
  }
}
