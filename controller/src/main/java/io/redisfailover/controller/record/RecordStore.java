package io.redisfailover.controller.record;

import io.redisfailover.failover.model.Epoch;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps the newest epoch. It is a copy for people and for processes that start: the data in Redis
 * carry their own marker, and a record never overrules it. For one thread.
 */
public interface RecordStore {
  /**
   * What was found.
   *
   * @param epoch the newest epoch that was saved, if any
   * @param problem the sentence of what is wrong with the record, if something is; then there is no
   *     epoch
   */
  record Loaded(Optional<Epoch> epoch, Optional<String> problem) {
    /** Nothing was ever saved. */
    public static final Loaded NOTHING = new Loaded(Optional.empty(), Optional.empty());
  }

  /**
   * {@return what was saved last; a record that cannot be read is a problem, never an exception}
   */
  Loaded load();

  /**
   * Saves an epoch so that it survives a loss of power, or leaves the old record as it was.
   *
   * @param epoch the newest epoch
   * @throws IOException when it could not be saved, with the sentence of why
   */
  void save(Epoch epoch) throws IOException;
}
