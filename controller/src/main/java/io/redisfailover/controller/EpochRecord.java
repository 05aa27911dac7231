package io.redisfailover.controller;

import io.redisfailover.controller.record.RecordStore;
import io.redisfailover.failover.model.Epoch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the record in step with the newest epoch. For one thread. */
final class EpochRecord {
  private static final Logger LOG = LoggerFactory.getLogger(EpochRecord.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final RecordStore store;
  private final boolean fresh;
  private Optional<Epoch> saved;
  private Optional<String> problem;
  private Instant notBefore = Instant.MIN;

  /** Loads the record of a store. */
  EpochRecord(RecordStore store) {
    this.store = store;
    RecordStore.Loaded loaded = store.load();
    loaded.problem().ifPresent(LOG::warn);
    this.saved = loaded.epoch();
    this.problem = loaded.problem();
    this.fresh = saved.isEmpty() && problem.isEmpty();
  }

  /** {@return the epoch on record, if any} */
  Optional<Epoch> epoch() {
    return saved;
  }

  /** {@return whether nothing was ever stored, as far as the store knew when it was loaded} */
  boolean isFresh() {
    return fresh;
  }

  /**
   * Saves an epoch unless it is the one on record. A store that fails is no reason to stop: the
   * record is a copy.
   *
   * @return whether a new epoch is on record now
   */
  boolean save(Epoch epoch, Instant now) {
    if (saved.equals(Optional.of(epoch)) || now.isBefore(notBefore)) {
      return false;
    }
    try {
      store.save(epoch);
      saved = Optional.of(epoch);
      problem = Optional.empty();
      return true;
    } catch (IOException | RuntimeException | Error failure) {
      notBefore = now.plus(RETRY);
      problem =
          Optional.of(
              "The record cannot be saved ("
                  + failure.getMessage()
                  + "); correct its folder, or set recordFile to another file.");
      LOG.warn("Failed to save the record of {}.", epoch, failure);
      return false;
    }
  }

  /** {@return what is wrong with the record, if something is} */
  Optional<String> problem() {
    return problem;
  }
}
