package io.redisfailover.failover.observer;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the failure of the line's active server looked to one observer. For people: nothing is
 * decided by it.
 *
 * @param lastSign when the last look was sent that the server answered as itself; absent when this
 *     observer never saw it so
 * @param firstFailedLook when the first look was sent that it did not answer, or, where it answered
 *     as something else, when that was seen
 * @param inWords what was seen, in a few words that follow on "detected by:"
 */
public record FailureTrace(Optional<Instant> lastSign, Instant firstFailedLook, String inWords) {

  /** {@return the trace; empty while the line's active server does not count as failed} */
  public static Optional<FailureTrace> of(Observation seen) {
    return seen.failedSince()
        .map(failed -> {
          Instant first = first(seen.activeSight(), failed);
          return new FailureTrace(lastSign(seen, first), first, inWords(seen));
        });
  }

  private static Instant first(Sight sight, Instant failed) {
    return sight.failingSince().filter(failed::isAfter).orElse(failed);
  }

  /** A server that answers as something else gives no sign of life as the active one. */
  private static Optional<Instant> lastSign(Observation seen, Instant first) {
    Sight sight = seen.activeSight();
    boolean answers = sight.lastHeard().equals(sight.newest().map(View::sentAt));
    Optional<Instant> heard = answers ? Optional.empty() : sight.lastHeard();
    return Stream.of(heard, seen.witness().activeSeenAt())
        .flatMap(Optional::stream)
        .filter(when -> !when.isAfter(first))
        .max(Comparator.naturalOrder());
  }

  private static String inWords(Observation seen) {
    Optional<Answer> answer = seen.activeSight().newest().map(View::answer);
    return switch (answer.orElseGet(() -> new Answer.Silent(""))) {
      case Answer.Refused refused -> refused.inWords();
      case Answer.Closed closed -> closed.inWords();
      case Answer.Garbled garbled -> garbled.inWords();
      case Answer.Silent silent -> silence(seen);
      case Answer.Errored(ErrorReply error, Optional<String> runId) ->
          error.isConfigurationFault()
              ? "refused credentials that it took before"
              : "restarted, answers " + error.kind();
      case Answer.Answered(ServerState state) -> answered(seen, state);
    };
  }

  private static String answered(Observation seen, ServerState state) {
    if (seen.activeIsLine()) {
      return silence(seen);
    }
    boolean sameLife = seen.lineRunId().map(state.runId()::equals).orElse(true);
    String now =
        state.isParked()
            ? "parked"
            : "answered as " + (state.isMaster() ? "another master" : "a replica");
    return sameLife ? now : "restarted, " + now;
  }

  private static String silence(Observation seen) {
    BigDecimal seconds = BigDecimal.valueOf(seen.detection().silence().toMillis(), 3);
    return "no answer for " + seconds.stripTrailingZeros().toPlainString() + " s";
  }
}
