package io.redisfailover.controller;

import io.redisfailover.controller.record.RecordStore;
import io.redisfailover.failover.view.Line;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the record in step with the newest line. For one thread. */
final class LineRecord {
  private static final Logger LOG = LoggerFactory.getLogger(LineRecord.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final RecordStore store;
  private Optional<Line> saved;
  private Optional<String> problem;
  private Instant notBefore = Instant.MIN;

  /** With what the store held at the start. */
  LineRecord(RecordStore store, RecordStore.Loaded loaded) {
    this.store = store;
    this.saved = loaded.line();
    this.problem = loaded.problem();
  }

  /**
   * Saves a line unless it is the one on record. A store that fails is no reason to stop: the
   * record is a copy.
   *
   * @return whether a new line is on record now
   */
  boolean save(Line line, Instant now) {
    if (saved.equals(Optional.of(line)) || now.isBefore(notBefore)) {
      return false;
    }
    try {
      store.save(line);
      saved = Optional.of(line);
      problem = Optional.empty();
      return true;
    } catch (IOException failure) {
      notBefore = now.plus(RETRY);
      problem = Optional.of("The record could not be saved: " + failure);
      LOG.warn("{} is active, but the record could not be saved", line, failure);
      return false;
    }
  }

  /** {@return what is wrong with the record, if something is} */
  Optional<String> problem() {
    return problem;
  }
}
