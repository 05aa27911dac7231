package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ServerState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the failure of the active server looked to one observer. For people: nothing is decided by
 * it.
 *
 * @param lastSign when the last probe was sent that the server answered as itself; absent when this
 *     observer never saw it so
 * @param firstFailedProbe when the first probe was sent that it did not answer, or, where it
 *     answered as something else, when that was seen
 * @param inWords what was seen, in a few words that follow on "detected by:"
 */
public record FailureTrace(Optional<Instant> lastSign, Instant firstFailedProbe, String inWords) {

  /** {@return the trace; empty while the active server does not count as failed} */
  public static Optional<FailureTrace> of(ObserverMemory seen) {
    return seen.failedSince()
        .map(failed -> {
          Instant first = first(seen.activeMemory(), failed);
          return new FailureTrace(lastSign(seen, first), first, inWords(seen));
        });
  }

  /**
   * {@return the time from the last sign of life of the active server until it counted as failed;
   * empty while it does not, and where this observer never saw it}
   */
  public static Optional<Duration> detectedAfter(ObserverMemory seen) {
    return of(seen)
        .flatMap(FailureTrace::lastSign)
        .map(sign -> Duration.between(sign, seen.failedSince().orElseThrow()))
        .filter(span -> !span.isNegative());
  }

  private static Instant first(ServerMemory memory, Instant failed) {
    return memory.failingSince().filter(failed::isAfter).orElse(failed);
  }

  /** A server that answers as something else gives no sign of life as the active one. */
  private static Optional<Instant> lastSign(ObserverMemory seen, Instant first) {
    ServerMemory memory = seen.activeMemory();
    boolean answers = memory.lastHeard().equals(memory.newest().map(ProbeResult::sentAt));
    Optional<Instant> heard = answers ? Optional.empty() : memory.lastHeard();
    return Stream.of(heard, seen.evidence().activeSeenAt())
        .flatMap(Optional::stream)
        .filter(when -> !when.isAfter(first))
        .max(Comparator.naturalOrder());
  }

  private static String inWords(ObserverMemory seen) {
    Optional<ProbeAnswer> answer = seen.activeMemory().newest().map(ProbeResult::answer);
    return switch (answer.orElseGet(() -> new ProbeAnswer.Silent(""))) {
      case ProbeAnswer.Refused refused -> refused.inWords();
      case ProbeAnswer.Closed closed -> closed.inWords();
      case ProbeAnswer.Garbled garbled -> garbled.inWords();
      case ProbeAnswer.Silent silent -> silence(seen);
      case ProbeAnswer.Errored(ErrorReply error, Optional<String> runId) ->
          error.isConfigurationFault()
              ? "refused credentials that it accepted before"
              : "restarted, answers " + error.kind();
      case ProbeAnswer.Answered(ServerState state) -> answered(seen, state);
    };
  }

  private static String answered(ObserverMemory seen, ServerState state) {
    if (seen.epochServerSeen()) {
      return silence(seen);
    }
    boolean sameLife = seen.epochRunId().map(state.runId()::equals).orElse(true);
    String now =
        state.isParked()
            ? "parked"
            : "answered as " + (state.isPrimary() ? "another primary" : "a replica");
    return sameLife ? now : "restarted, " + now;
  }

  /** What silence is, in a few words. */
  static String silence(ObserverMemory seen) {
    BigDecimal seconds = BigDecimal.valueOf(seen.patience().silence().toMillis(), 3);
    return "no answer for " + seconds.stripTrailingZeros().toPlainString() + " s";
  }
}
