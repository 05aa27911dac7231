package io.redisfailover.controller;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.CommandWords;
import io.redisfailover.failover.command.OrderOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs how orders ended. Failures that follow on each other without a success are a run: each
 * sentence of a run is logged once, because a promotion that the server refuses is tried many times
 * a second. A run that lasts is a problem. For one thread.
 */
final class OrderLog {
  private static final Logger LOG = LoggerFactory.getLogger(OrderLog.class);

  /** A run that has ended by itself within this time is no problem. */
  private static final Duration LASTING = Duration.ofSeconds(3);

  /** Longer than any order waits for its next try. */
  private static final Duration OVER = Duration.ofSeconds(5);

  /** Sentences that are remembered; a sentence may contain a number that moves. */
  private static final int MOST = 50;

  private final Set<String> logged = new HashSet<>();
  private String failure = "";
  private boolean sent;
  private Instant first = Instant.MIN;
  private Instant last = Instant.MIN;

  /** Logs that an order ended at a moment. */
  void ended(Command command, OrderOutcome outcome, Instant now) {
    String words = Sentence.of(CommandWords.ended(command, outcome));
    if (outcome instanceof OrderOutcome.Done) {
      logged.clear();
      LOG.info("{}", words);
      return;
    }
    boolean unknown = outcome instanceof OrderOutcome.Unknown;
    if (logged.isEmpty() || now.isAfter(last.plus(OVER))) {
      logged.clear();
      first = now;
      sent = false;
    }
    if (logged.isEmpty() || (unknown && !sent)) {
      failure = words;
      sent = unknown;
    }
    last = now;
    if (logged.size() < MOST && logged.add(words)) {
      LOG.atLevel(unknown ? Level.WARN : Level.INFO).log("{}", words);
    }
  }

  /**
   * {@return the failure that lasts, in one sentence: the first one of a command that was sent, or
   * else the first one}
   */
  Optional<String> problem(Instant now) {
    boolean lasts =
        !logged.isEmpty() && !last.isBefore(first.plus(LASTING)) && !now.isAfter(last.plus(OVER));
    return lasts ? Optional.of(failure) : Optional.empty();
  }
}
