package io.redisfailover.controller;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.CommandWords;
import io.redisfailover.failover.command.OrderOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs how orders ended. A failure that repeats itself is logged once, and is a problem while it
 * lasts: a promotion that the server refuses is tried many times a second. For one thread.
 */
final class OrderLog {
  private static final Logger LOG = LoggerFactory.getLogger(OrderLog.class);

  /** A failure that has ended by itself within this time is no problem. */
  private static final Duration LASTING = Duration.ofSeconds(3);

  /** Longer than any order waits for its next try. */
  private static final Duration OVER = Duration.ofSeconds(5);

  private String failure = "";
  private Instant first = Instant.MIN;
  private Instant last = Instant.MIN;

  /** Logs that an order ended at a moment. */
  void ended(Command command, OrderOutcome outcome, Instant now) {
    String words = Sentence.of(CommandWords.ended(command, outcome));
    if (outcome instanceof OrderOutcome.Done) {
      failure = "";
      LOG.info("{}", words);
      return;
    }
    if (!words.equals(failure) || now.isAfter(last.plus(OVER))) {
      failure = words;
      first = now;
      if (outcome instanceof OrderOutcome.Unknown) {
        LOG.warn("{}", words);
      } else {
        LOG.info("{}", words);
      }
    }
    last = now;
  }

  /** {@return the failure that repeats itself, in one sentence; absent when there is none} */
  Optional<String> problem(Instant now) {
    boolean lasts =
        !failure.isEmpty() && !last.isBefore(first.plus(LASTING)) && !now.isAfter(last.plus(OVER));
    return lasts ? Optional.of(failure) : Optional.empty();
  }
}
